/**
 * GraphQL: documents written, answers read row by row into sinks, and which part of a document an
 * error is about. Enter at {@link GraphqlClient}.
 */
package io.github.cfexporter.cloudflare.graphql;
