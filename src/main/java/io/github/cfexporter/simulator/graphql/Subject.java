package io.github.cfexporter.simulator.graphql;

import io.github.cfexporter.simulator.traffic.Dataset;
import io.github.cfexporter.simulator.world.Account;
import io.github.cfexporter.simulator.world.Zone;

/** The zone or account that a refusal is about. */
public record Subject(Dataset.Scope scope, String tag) {
  public static Subject of(Zone zone) {
    return new Subject(Dataset.Scope.ZONE, zone.id());
  }

  public static Subject of(Account account) {
    return new Subject(Dataset.Scope.ACCOUNT, account.id());
  }

  String singleQuoted() {
    return scope.word + " '" + tag + "'";
  }

  String doubleQuoted() {
    return scope.word + " \"" + tag + "\"";
  }
}
