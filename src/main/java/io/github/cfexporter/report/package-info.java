/**
 * What the exporter says about itself in words: findings with their consequences, the forecast of its
 * calls, and the report of {@code --check}. Enter at {@link io.github.cfexporter.report.CheckReport}.
 * Plain Java: what is reported comes in as arguments.
 */
package io.github.cfexporter.report;
