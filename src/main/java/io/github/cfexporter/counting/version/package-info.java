/** Which counters are which: who has added windows to them, and who knows them. */
package io.github.cfexporter.counting.version;
