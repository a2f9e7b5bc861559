/**
 * What happens in them: events recomputed from a hash of the second, the rows that they add up to, and
 * the truth that an exporter must end up with.
 */
package io.github.cfexporter.simulator.traffic;
