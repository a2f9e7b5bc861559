/**
 * The messages between verticles, and how they travel. Enter at {@link Messages}. Between nodes a
 * message is JSON under a fixed name; within a node it is handed over as it is.
 */
package io.github.cfexporter.bus;
