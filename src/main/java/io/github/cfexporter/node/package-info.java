/**
 * The wiring of one process: what is deployed, in which order, and taken down again. Enter at
 * {@link Exporter}.
 */
package io.github.cfexporter.node;
