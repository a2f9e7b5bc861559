/**
 * Live settings: what the environment, the configuration file, secret files and overrides say
 * together, read again when they change. Enter at {@link LiveSettings}. May import {@code
 * settings}, and what keeps overrides.
 */
package io.github.cfexporter.config;
