/**
 * What the exporter says about itself: conditions, findings with their consequences, the forecast of
 * its calls, and the report of {@code --check}. Enter at {@link
 * io.github.cfexporter.report.CheckReport}. Promises plain data and decisions: what is reported comes
 * in as arguments. Imports plain Java, and {@code org.slf4j} for what is told to the log as well.
 */
package io.github.cfexporter.report;
