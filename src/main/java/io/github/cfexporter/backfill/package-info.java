/**
 * Reads history minute by minute, as far back as each dataset has it, and writes it for Prometheus: as
 * OpenMetrics with timestamps, or by remote write. A program of its own that runs beside an exporter
 * and ends. Enter at {@link Backfill}.
 */
package io.github.cfexporter.backfill;
