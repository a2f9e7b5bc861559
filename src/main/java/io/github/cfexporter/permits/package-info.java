/**
 * What decides whose budget a call counts against, as plain classes that are told the time. The
 * limiter itself is {@link io.github.cfexporter.limiter.Limiter}.
 */
package io.github.cfexporter.permits;
