/**
 * Reads the YAML files of query kinds and tells every mistake in them. Enter at {@link KindReader}.
 * Imports the catalog and the YAML parser.
 */
package io.github.cfexporter.catalog.file;
