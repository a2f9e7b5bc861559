/**
 * What the gateway to Cloudflare decides, as plain classes that are told the time: which
 * undocumented fields are asked for, and which datasets and fields the API's schema lacks. The
 * verticles perform it.
 */
package io.github.cfexporter.gateway;
