/**
 * Arithmetic of budgets: which calls may leave now, so that none of a budget is exceeded in any
 * five minutes, over failures and changes of ownership. Enter at {@link Limiter}. Plain Java, told
 * the time.
 */
package io.github.cfexporter.limiter;
