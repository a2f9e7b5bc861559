/**
 * What the exporter says about itself: counts and lags of its own work, the state of all nodes,
 * findings with their consequences, the forecast of calls. Enter at {@link Telemetry}, which is
 * written by all verticles of a node, and at {@link Report}, which is what it says at one moment.
 */
package io.github.cfexporter.report;
