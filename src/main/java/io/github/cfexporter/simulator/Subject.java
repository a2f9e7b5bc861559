package io.github.cfexporter.simulator;

/** The zone or account that a refusal is about. */
record Subject(Dataset.Scope scope, String tag) {
  static Subject of(Zone zone) {
    return new Subject(Dataset.Scope.ZONE, zone.id());
  }

  static Subject of(Account account) {
    return new Subject(Dataset.Scope.ACCOUNT, account.id());
  }

  String singleQuoted() {
    return scope.word + " '" + tag + "'";
  }

  String doubleQuoted() {
    return scope.word + " \"" + tag + "\"";
  }
}
