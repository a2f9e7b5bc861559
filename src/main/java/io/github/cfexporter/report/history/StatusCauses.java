package io.github.cfexporter.report.history;

import io.github.cfexporter.report.Status;
import io.github.cfexporter.report.Status.Capped;
import io.github.cfexporter.report.Status.State;
import io.github.cfexporter.report.history.Cause.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What is not as it should be, the cause of all else first; nothing when all is well. */
public final class StatusCauses {
  /** How many of those concerned a cause names. */
  private static final int EXAMPLES = 3;

  /** For so long after the start it is no wonder that nothing is known. */
  private static final Duration STARTING = Duration.ofSeconds(60);

  /** A budget counts as used up from this share on, since permits come back one by one. */
  private static final double USED_UP = 0.95;

  private static final Set<String> USABLE = Set.of("active", "unknown");

  /** The causes, none twice. */
  public static List<Cause> of(Status status) {
    List<Cause> causes = new ArrayList<>();
    Level credentials = isLockedOut(status) ? Level.BROKEN : Level.DEGRADED;
    status.problems().forEach(problem -> causes.add(Cause.of(credentials, "problem", problem)));
    if (status.accounts().isEmpty() && status.problems().isEmpty()) {
      causes.add(new Cause(
          status.uptime().compareTo(STARTING) < 0 ? Level.DEGRADED : Level.BROKEN,
          "no account",
          "No account is known: the token may see none, or none was listed yet."));
    }
    status
        .notices()
        .forEach(notice ->
            causes.add(Cause.of(Level.DEGRADED, "notice", withNames(notice, status.accounts()))));
    status.budgets().forEach(budget -> addBudget(causes, budget));
    addCollections(causes, status, State.FAILING, "failing");
    addCollections(causes, status, State.LATE, "late");
    addCapped(causes, status);
    return causes.stream().distinct().toList();
  }

  /** Whether Cloudflare lets a credential in, as far as that is known. */
  public static boolean isUsable(Status.Token token) {
    return USABLE.contains(token.status());
  }

  /** The first account that it is about by its name, for nobody knows ids by heart. */
  private static String withNames(String notice, List<Status.Account> accounts) {
    for (Status.Account account : accounts) {
      int at = notice.indexOf("account " + account.id());
      if (at >= 0) {
        int id = at + "account ".length();
        return notice.substring(0, id)
            + account.name()
            + notice.substring(id + account.id().length());
      }
    }
    return notice;
  }

  /** No credential is let in, or none shows an account. */
  private static boolean isLockedOut(Status status) {
    boolean refused =
        !status.tokens().isEmpty() && status.tokens().stream().noneMatch(StatusCauses::isUsable);
    return refused || status.accounts().isEmpty();
  }

  private static void addBudget(List<Cause> causes, Status.Budget budget) {
    if (budget.waiting() > 0 && budget.used() >= USED_UP * budget.limit()) {
      causes.add(new Cause(
          Level.DEGRADED,
          "budget " + budget.api(),
          "The budget of " + budget.api() + " is used up (" + budget.used() + " of "
              + budget.limit() + " calls in 5 minutes); questions waiting: " + budget.waiting()
              + ". Data gets older, nothing is lost."));
    }
  }

  private static void addCollections(List<Cause> causes, Status status, State state, String word) {
    List<Status.Kind> active = status.accounts().stream()
        .flatMap(account -> account.kinds().stream())
        .filter(kind -> kind.state() != State.OFF)
        .toList();
    List<String> some = status.accounts().stream()
        .flatMap(account -> account.kinds().stream()
            .filter(kind -> kind.state() == state)
            .map(kind -> kind.name() + " of " + account.name()))
        .toList();
    if (some.isEmpty()) {
      return;
    }
    boolean half = state == State.FAILING && some.size() * 2 >= active.size();
    causes.add(new Cause(
        half ? Level.BROKEN : Level.DEGRADED,
        word,
        "Collections that are " + word + ": " + some.size() + " of " + active.size() + " ("
            + examples(some) + ")."));
  }

  private static void addCapped(List<Cause> causes, Status status) {
    List<Capped> capped = status.accounts().stream()
        .flatMap(account -> account.kinds().stream())
        .flatMap(kind -> kind.capped().stream())
        .toList();
    if (!capped.isEmpty()) {
      int cap = capped.stream().mapToInt(Capped::cap).min().orElseThrow();
      causes.add(new Cause(
          Level.DEGRADED,
          "capped",
          "Metrics with more series than the cap of " + cap
              + ", of which the rest is counted as \"other\": "
              + examples(capped.stream().map(Capped::inWords).toList()) + "."));
    }
  }

  private static String examples(List<String> all) {
    return String.join(", ", all.subList(0, Math.min(EXAMPLES, all.size())))
        + (all.size() > EXAMPLES ? ", …" : "");
  }

  private StatusCauses() {}
}
