/**
 * What the verticles of all query kinds share, whichever API they ask. Enter at {@link KindVerticle}.
 */
package io.github.cfexporter.collect.kind;
