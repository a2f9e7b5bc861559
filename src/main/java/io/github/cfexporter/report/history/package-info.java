/**
 * What is wrong and since when, and how the last hour went, from what all nodes report. It promises one
 * answer to "what is the matter": the first of the causes. Enter at {@link StatusRecorder}.
 */
package io.github.cfexporter.report.history;
