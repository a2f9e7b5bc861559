/**
 * The GraphQL API: documents checked against the schema and the limits, settings, rows grouped and cut.
 */
package io.github.cfexporter.simulator.graphql;
