/**
 * What a scrape answers, as bytes. Sample lines are rendered and compressed once, when they change
 * ({@link io.github.cfexporter.exposition.FragmentWriter}); a scrape only strings them together
 * ({@link io.github.cfexporter.exposition.Exposition}).
 */
package io.github.cfexporter.exposition;
