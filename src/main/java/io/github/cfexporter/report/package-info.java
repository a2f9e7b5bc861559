/**
 * What the exporter says about itself. Promises plain data and decisions; imports plain Java, and
 * {@code org.slf4j} for what is told to the log as well.
 */
package io.github.cfexporter.report;
