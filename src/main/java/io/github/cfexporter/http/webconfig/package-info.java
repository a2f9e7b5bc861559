/**
 * The web configuration file, in the format of Prometheus' exporter-toolkit: reads and judges it, and
 * makes of it what a server needs. Enter at {@link WebConfigFile}; knows nothing of the server.
 */
package io.github.cfexporter.http.webconfig;
