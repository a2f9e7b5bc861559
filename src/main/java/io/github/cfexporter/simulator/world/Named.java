package io.github.cfexporter.simulator.world;

import java.util.List;
import java.util.stream.IntStream;

/** Something that datasets know by its id, and only REST by its name. */
public record Named(String id, String name) {
  private static final int DATABASES = 12;
  private static final int NAMESPACES = 60;

  public static List<Named> queues(Account account) {
    return account.has(Entitlement.WORKERS_PAID)
        ? List.of(
            new Named(Hash.id(account.id() + "orders"), "orders"),
            new Named(Hash.id(account.id() + "mails"), "mails, dead letters"))
        : List.of();
  }

  public static List<Named> databases(Account account) {
    return some(account, "database-", DATABASES).stream()
        .map(named -> new Named(Hash.uuid(named.id()), named.name()))
        .toList();
  }

  /** More than a page of them. */
  public static List<Named> namespaces(Account account) {
    return some(account, "namespace-", NAMESPACES);
  }

  private static List<Named> some(Account account, String name, int count) {
    return IntStream.range(0, account.has(Entitlement.WORKERS) ? count : 0)
        .mapToObj(number -> new Named(Hash.id(account.id() + name + number), name + number))
        .toList();
  }
}
