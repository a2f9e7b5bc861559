/**
 * Short texts that the nodes share: overrides of settings, reports of the nodes, findings. Enter at
 * {@link Overrides}.
 */
package io.github.cfexporter.cluster.shared;
