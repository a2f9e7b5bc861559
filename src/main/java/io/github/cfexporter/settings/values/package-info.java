/**
 * Types of setting values: credentials and secrets, choices. Plain Java.
 */
package io.github.cfexporter.settings.values;
