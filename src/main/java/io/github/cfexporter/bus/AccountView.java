package io.github.cfexporter.bus;

/**
 * An account as the series show it.
 *
 * @param id Cloudflare's id
 * @param label value of the {@code account} label, unique among the accounts
 */
public record AccountView(String id, String label) {}
