/**
 * One GraphQL document: what waits for it, what fits into it, the windows that it asks for, and
 * what its answer means for those who asked. Enter at {@link DocumentQueue} and {@link DocumentPacker}.
 */
package io.github.cfexporter.gateway.document;
