/**
 * What a process runs on: clocks, signals, the end of the process. Promises no opinion about
 * Cloudflare's data; imports plain Java and {@code org.slf4j} only.
 */
package io.github.cfexporter.runtime;
