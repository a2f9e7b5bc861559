/**
 * What the HTTP server answers: scrapes, probes, the page, the configuration API, and who may ask.
 * Everything it shows comes in through {@link HttpSources}; nothing here asks Cloudflare. Enter at
 * {@link Server}; {@link HttpVerticle} runs it.
 */
package io.github.cfexporter.http;
