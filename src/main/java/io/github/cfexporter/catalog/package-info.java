/**
 * What can be asked of Cloudflare and how it becomes metrics: query kinds, sources, families, read
 * from YAML and checked. Enter at {@link Catalog}. Imports plain Java and the YAML parser.
 */
package io.github.cfexporter.catalog;
