/**
 * Finds out what the configured credentials reach: which accounts and zones there are, which
 * credential reads which of them, which permission is missing, and what the settings select. Nothing
 * here owns a clock or a connection: time and calls are given. Enter at {@link
 * io.github.cfexporter.credentials.Discovery} for one look, at {@link
 * io.github.cfexporter.credentials.Readers} for what holds from then on, at {@link
 * io.github.cfexporter.credentials.Selection} for what is wanted of it. May import {@code cloudflare},
 * and plain Java.
 */
package io.github.cfexporter.credentials;
