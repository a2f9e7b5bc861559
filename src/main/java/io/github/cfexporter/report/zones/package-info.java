/**
 * Finds zones by their names, whichever node collects them. It promises an answer also while another node
 * is silent. Enter at {@link ZoneFinder}.
 */
package io.github.cfexporter.report.zones;
