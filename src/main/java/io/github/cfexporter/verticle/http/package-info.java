/**
 * What the HTTP server answers. Everything it shows comes in through {@link
 * io.github.cfexporter.verticle.http.HttpSources}; nothing here asks Cloudflare.
 */
package io.github.cfexporter.verticle.http;
