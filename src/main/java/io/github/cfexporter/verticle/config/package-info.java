/** Where settings meet the world: the configuration file, secret files, and the log. */
package io.github.cfexporter.verticle.config;
