/**
 * REST: lists read to their last page, and the query kinds that read resources instead of datasets.
 * Enter at {@link Rest} and {@link RestKind}.
 */
package io.github.cfexporter.cloudflare.rest;
