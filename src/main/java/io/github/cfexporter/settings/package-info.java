/**
 * Every configuration key, declared once, and one consistent reading of them all.
 *
 * <p>{@link io.github.cfexporter.settings.Tunables} and {@link
 * io.github.cfexporter.settings.Deployment} declare the keys; {@link
 * io.github.cfexporter.settings.Settings} reads them. Plain Java: files and the environment come in
 * as {@link io.github.cfexporter.settings.Sources}.
 */
package io.github.cfexporter.settings;
