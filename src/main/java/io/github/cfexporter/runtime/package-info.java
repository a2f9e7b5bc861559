/**
 * What a process runs on, and what every verticle is given: clock, timers and chance, Cloudflare's
 * time, the conditions and notices of this node, signals, the end of the process. Enter at {@link
 * Time} and {@link NodeContext}. Promises no opinion about Cloudflare's data.
 */
package io.github.cfexporter.runtime;
