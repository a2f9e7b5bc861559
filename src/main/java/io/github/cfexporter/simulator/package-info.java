/**
 * A stand-in for Cloudflare that enforces its rules, for the demo and for tests. Enter at {@link
 * Simulator}. Imports nothing of the exporter, so that it cannot share its mistakes.
 */
package io.github.cfexporter.simulator;
