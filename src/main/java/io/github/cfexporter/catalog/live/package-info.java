/**
 * The query kinds of the moment: the built-in ones and those of a user's files, and what becomes of
 * them when the files change. Enter at {@link CurrentCatalog}. Imports the catalog and plain Java.
 */
package io.github.cfexporter.catalog.live;
