/**
 * What {@code --check} has found out, as sentences for people, and what a configuration will cost.
 * Enter at {@link CheckReport}.
 */
package io.github.cfexporter.report.findings;
