/**
 * The accounts and zones that exist, their plans and products, the tokens that may read them, and the
 * demo.
 */
package io.github.cfexporter.simulator.world;
