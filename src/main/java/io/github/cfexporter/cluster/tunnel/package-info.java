/**
 * The way from node to node: mutual TLS 1.3, so that no byte of a stranger reaches Hazelcast or the
 * event bus, which listen on loopback only. Enter at {@link
 * io.github.cfexporter.cluster.tunnel.Tunnel}.
 *
 * <p>Imports Netty and the JDK, no Hazelcast and nothing else of ours. It is Netty and not Vert.x on
 * top of it because a Vert.x server shows a TLS connection only after its handshake, too late to
 * bound how many strangers may be in one; and to upgrade a plain one would let bytes pass that came
 * before the handshake. Nothing here is cryptography of our own: keys are stretched by PBKDF2 and
 * HMAC, the certificate is signed by Ed25519, all of the JDK.
 */
package io.github.cfexporter.cluster.tunnel;
