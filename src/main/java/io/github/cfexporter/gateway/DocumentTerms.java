package io.github.cfexporter.gateway;

import static io.github.cfexporter.settings.Tunables.RATE_LIMIT_MODE;

import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Fault;
import io.github.cfexporter.cloudflare.Refusal;
import io.github.cfexporter.cloudflare.graphql.Wording;
import io.github.cfexporter.cloudflare.graphql.Wording.Form;
import io.github.cfexporter.cloudflare.graphql.Wording.Undocumented;
import io.github.cfexporter.gateway.breaker.Route;
import io.github.cfexporter.limiter.Payer;
import io.github.cfexporter.permits.HeaderRefusal;
import io.github.cfexporter.permits.ModeSwitch;
import io.github.cfexporter.permits.NestedRefusals;
import io.github.cfexporter.report.Telemetry;
import io.github.cfexporter.runtime.Time;
import io.github.cfexporter.settings.Settings;
import io.github.cfexporter.settings.values.RateLimitMode;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * On which terms GraphQL documents go out now: who pays, where the zones stand and what is asked
 * beside the question; and what answers and refusals teach about that.
 */
final class DocumentTerms {
  private static final Logger logger = LoggerFactory.getLogger(DocumentTerms.class);

  private final Supplier<Settings> settings;
  private final Time time;
  private final Telemetry telemetry;
  private final Map<String, ModeSwitch> modes = new TreeMap<>();
  private final NestedRefusals nested = new NestedRefusals();
  private final UndocumentedFields undocumented = new UndocumentedFields(DocumentTerms::dropped);

  /** A document on its way: who asks what, on which terms. */
  record Sent(Route route, Payer payer, Wording wording, Collection<?> questions) {}

  DocumentTerms(Supplier<Settings> settings, Time time, Telemetry telemetry) {
    this.settings = settings;
    this.time = time;
    this.telemetry = telemetry;
    tell();
  }

  /** Who pays for the next document on a route. */
  Payer payer(Route route) {
    boolean accountBased = isAccountBased(route.credential())
        && !route.account().isEmpty()
        && (!route.isOfZones()
            || nested.mayNest(route.credential(), route.account(), time.millis()));
    return route.payer(accountBased);
  }

  /**
   * The document that leaves now that its permit has come.
   *
   * @param questions what it asks, told apart by identity
   */
  Sent sent(Route route, Payer payer, Collection<?> questions) {
    Form form = payer.isAccountBased() ? Form.NESTED : Form.PLAIN;
    return new Sent(route, payer, new Wording(form, undocumented.beside(questions)), questions);
  }

  void answered(Sent sent) {
    undocumented.answered(sent.questions(), sent.wording().undocumented());
    if (sent.payer().isAccountBased()) {
      mode(sent.route().credential()).accepted();
      if (sent.route().isOfZones()
          && nested.accepted(sent.route().credential(), sent.route().account())) {
        logger.info("zones may be asked for below their account again: {}", sent.route());
      }
    }
  }

  /** Errors that came beside data. */
  void faulted(Collection<Fault> faults) {
    undocumented.faulted(faults);
  }

  /**
   * Learns from a refusal; answers whether it is about the terms and not about the question, which
   * then goes again, on other terms.
   */
  boolean refused(Sent sent, CloudflareException cause) {
    long now = time.millis();
    Route route = sent.route();
    if (undocumented.refused(sent.questions(), sent.wording().undocumented(), cause, now)) {
      return true;
    } else if (!sent.payer().isAccountBased()) {
      return false;
    } else if (route.isOfZones() && cause.refusal() instanceof Refusal.AccountNotAuthorized) {
      if (nested.refused(route.credential(), route.account(), now)) {
        logger.info(
            "zones are asked for beside their account, of which the token may not read: {}", route);
      }
      return true;
    } else if (HeaderRefusal.isIn(cause, mode(route.credential()).isProven())) {
      if (mode(route.credential()).refused(now)) {
        logger.warn(
            "account-based rate limiting is not taken; the budget of the token holds again: {}"
                + " cause=\"{}\"",
            route,
            cause.getMessage());
      }
      tell();
      return true;
    }
    return false;
  }

  /**
   * Looks how long calls wait; answers whether other budgets hold for a credential from now on.
   *
   * @param wait the longest of calls that the credential pays for, as far as it is known, in milliseconds
   * @param paused whether Cloudflare has asked for a pause
   */
  boolean look(String credential, long wait, long refreshMillis, boolean paused) {
    boolean auto = settings.get().get(RATE_LIMIT_MODE) == RateLimitMode.AUTO;
    boolean changed = auto && mode(credential).look(wait, refreshMillis, paused, time.millis());
    if (changed) {
      logger.info(
          "the budget of the token holds data back; each account has one of its own now:"
              + " credential=\"{}\" wait_ms={}",
          credential,
          wait);
    }
    tell();
    return changed;
  }

  /** Those of which anything was asked. */
  Set<String> credentials() {
    return Set.copyOf(modes.keySet());
  }

  void forget(String account) {
    nested.forget(account);
  }

  private boolean isAccountBased(String credential) {
    RateLimitMode configured = settings.get().get(RATE_LIMIT_MODE);
    return mode(credential).isAccountBased(configured, time.millis());
  }

  private ModeSwitch mode(String credential) {
    return modes.computeIfAbsent(credential, c -> new ModeSwitch());
  }

  /** The page and the metric tell of accounts as soon as those of any credential pay. */
  private void tell() {
    boolean any = isAccountBased("") || modes.keySet().stream().anyMatch(this::isAccountBased);
    telemetry.budgets().rateLimitMode(any ? RateLimitMode.ACCOUNT : RateLimitMode.TOKEN);
  }

  private static void dropped(Undocumented field) {
    logger.info(
        "the API does not give an undocumented field; it is not asked for any more: field={}",
        field.field());
  }
}
