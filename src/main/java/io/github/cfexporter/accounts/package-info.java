/**
 * Which accounts and zones there are, who collects them, and what each may use: lists, limits, rule
 * names, batches. {@link AccountsVerticle} keeps one {@link AccountVerticle} for each account that
 * this node owns, which tells the query kinds what to collect. Decides whom to ask by {@code
 * credentials}; asks through the event bus.
 */
package io.github.cfexporter.accounts;
