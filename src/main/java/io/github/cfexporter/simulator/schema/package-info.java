/**
 * What the files in {@code simulator} declare about datasets, and the values of synthetic events that
 * follow from it. Enter at {@link io.github.cfexporter.simulator.schema.SchemaFile}.
 */
package io.github.cfexporter.simulator.schema;
