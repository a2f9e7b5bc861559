/**
 * Sends samples to receivers of Prometheus remote write: the protocol, one queue a receiver, what is
 * tried again and when. Enter at {@link RemoteWrite}. Whose samples these are is not its business.
 * https://prometheus.io/docs/specs/prw/remote_write_spec/
 */
package io.github.cfexporter.remote;
