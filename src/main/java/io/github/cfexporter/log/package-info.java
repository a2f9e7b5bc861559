/** The form of log lines, and what must not be in them. Enter at {@link Logging}. */
package io.github.cfexporter.log;
