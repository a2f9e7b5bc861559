/**
 * REST: lists read to their last page, and the resources that files declare, read into samples. Enter
 * at {@link Rest} and {@link RestReader}.
 */
package io.github.cfexporter.cloudflare.rest;
