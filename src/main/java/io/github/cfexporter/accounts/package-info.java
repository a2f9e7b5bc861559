/**
 * Which accounts and zones there are, and which of them the settings select. Promises plain
 * decisions; imports plain Java only. Enter by {@link io.github.cfexporter.accounts.Selection}.
 */
package io.github.cfexporter.accounts;
