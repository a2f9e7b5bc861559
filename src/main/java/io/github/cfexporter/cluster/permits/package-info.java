/**
 * What the limiter must remember beyond its node: permits let out, its term, the shares of the nodes.
 * Enter at {@link PermitLog}.
 */
package io.github.cfexporter.cluster.permits;
