package io.github.cfexporter.simulator;

import io.github.cfexporter.simulator.graphql.Question;
import io.github.cfexporter.simulator.graphql.Refusal;
import io.github.cfexporter.simulator.graphql.Subject;
import io.github.cfexporter.simulator.world.Account;
import io.github.cfexporter.simulator.world.Zone;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The budgets of all tokens, and in account-based mode of all accounts and zones. */
public final class Budgets {
  private final SimulatorOptions options;
  private final Map<String, Budget> rest = new ConcurrentHashMap<>();
  private final Map<String, Budget> graphql = new ConcurrentHashMap<>();

  Budgets(SimulatorOptions options) {
    this.options = options;
  }

  /** Of a token; calls of both APIs count. */
  Budget rest(String tokenId) {
    return rest.computeIfAbsent(tokenId, id -> new Budget(options.restPer5Minutes()));
  }

  /** Of a token, an account or a zone. */
  public Budget graphql(String ownerId) {
    return graphql.computeIfAbsent(ownerId, id -> new Budget(options.graphqlPer5Minutes()));
  }

  /** Charges each account that is asked, and each zone that is not asked through its account. */
  public void chargeOwners(Question question, long now) {
    for (Account account : question.accounts()) {
      if (!graphql(account.id()).take(now)) {
        throw Refusal.budgetOf(Subject.of(account));
      }
    }
    for (Zone zone : question.zonesAtTop()) {
      if (!graphql(zone.id()).take(now)) {
        throw Refusal.budgetOf(Subject.of(zone));
      }
    }
  }

  /** What {@code viewer.budget} shows. */
  public long remaining(Caller caller, Question question) {
    String owner = !caller.accountBased() || question.accounts().isEmpty()
        ? caller.token().id()
        : question.accounts().get(0).id();
    return graphql(owner).remaining(caller.nowMillis());
  }
}
