/**
 * What {@code --check} does: asks Cloudflare once, with a few calls, what the configured credentials,
 * the plans and the configuration give, and words it as a {@link
 * io.github.cfexporter.report.CheckReport}. Enter at {@link io.github.cfexporter.check.SelfCheck}. May
 * import {@code accounts}, {@code catalog}, {@code counting}, {@code cloudflare}, {@code settings} and
 * {@code report}; it needs no cluster, no store and no permits.
 */
package io.github.cfexporter.check;
