/** YAML as it was written: nodes that know their lines, and scalars that are texts. */
package io.github.cfexporter.yaml;
