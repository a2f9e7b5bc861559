package io.github.cfexporter.cluster;

/**
 * Names a rendered piece of {@code /metrics}.
 *
 * @param account Cloudflare's account id
 * @param part number of the batch of zones that the piece covers; 0 for account scope
 */
public record FragmentKey(String account, String kind, int part) {}
