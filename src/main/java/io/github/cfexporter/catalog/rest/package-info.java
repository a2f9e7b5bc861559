/**
 * Query kinds whose values are read from REST resources, as their files say: which paths, how their
 * answers come, and what of an item becomes labels and values. Enter at {@link RestKind}.
 */
package io.github.cfexporter.catalog.rest;
