/**
 * Metrics of this node's process: Java, Vert.x, and what calls and answers take. {@link
 * io.github.cfexporter.report.process.ProcessMetrics} keeps them in a registry of their own. It knows
 * nothing of the report.
 */
package io.github.cfexporter.report.process;
