package io.github.cfexporter.simulator.graphql;

import graphql.normalized.ExecutableNormalizedField;
import io.github.cfexporter.simulator.Caller;
import io.github.cfexporter.simulator.graphql.Question.Block;
import io.github.cfexporter.simulator.world.Account;
import io.github.cfexporter.simulator.world.World;
import io.github.cfexporter.simulator.world.Zone;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the accounts and zones that a document means, as far as its token may read them. */
final class Questioner {
  private final World world;
  private final Caller caller;
  private final List<Block> blocks = new ArrayList<>();

  Questioner(World world, Caller caller) {
    this.world = world;
    this.caller = caller;
  }

  Question survey(List<ExecutableNormalizedField> viewerFields) {
    for (ExecutableNormalizedField field : viewerFields) {
      List<String> path = List.of("viewer", field.getResultKey());
      if (field.getName().equals("zones")) {
        zones(field, Optional.empty(), path);
      } else if (field.getName().equals("accounts")) {
        accounts(field, path);
      }
    }
    return new Question(blocks, viewerFields);
  }

  private void accounts(ExecutableNormalizedField field, List<String> path) {
    Map<String, Object> filter = filter(field);
    Account account = filter.isEmpty()
        ? onlyAccount()
        : world
            .account((String) filter.get("accountTag"))
            .filter(caller.token()::reads)
            .orElseThrow(Refusal::unauthorizedAccount);
    blocks.add(new Block(field, Optional.of(account), List.of(), path));
    for (ExecutableNormalizedField child : field.getChildren()) {
      if (child.getName().equals("zones")) {
        zones(child, Optional.of(account), Question.below(path, "0", child.getResultKey()));
      }
    }
  }

  /** Without a filter all accounts are meant, which is one too many unless there is one. */
  private Account onlyAccount() {
    List<Account> readable =
        world.accounts().stream().filter(caller.token()::reads).toList();
    if (readable.size() != 1) {
      throw Refusal.combination();
    }
    return readable.get(0);
  }

  private void zones(
      ExecutableNormalizedField field, Optional<Account> account, List<String> path) {
    Map<String, Object> filter = filter(field);
    if (caller.accountBased() && account.isEmpty() && !filter.containsKey("zoneTag")) {
      throw Refusal.zoneListAtTop(path);
    }
    long limit = (Long) field.getResolvedArguments().getOrDefault("limit", Long.MAX_VALUE);
    List<Zone> zones = zones(filter, account, path).stream()
        .sorted(Comparator.comparing(Zone::id))
        .limit(limit)
        .toList();
    blocks.add(new Block(field, account, zones, path));
  }

  private List<Zone> zones(
      Map<String, Object> filter, Optional<Account> account, List<String> path) {
    List<String> tags = tags(filter);
    if (filter.containsKey("zoneTag_in") && tags.isEmpty()) {
      throw Refusal.emptyZoneFilter(path);
    }
    if (tags.isEmpty()) {
      String after = (String) filter.getOrDefault("zoneTag_gt", "");
      List<Zone> all = account.map(a -> world.zonesOf(a.id())).orElseGet(world::zones);
      return all.stream()
          .filter(caller.token()::reads)
          .filter(zone -> zone.id().compareTo(after) > 0)
          .toList();
    }
    List<Zone> zones = tags.stream()
        .flatMap(tag -> world.zone(tag).stream())
        .filter(caller.token()::reads)
        .filter(zone -> account.map(Account::id).orElse(zone.accountId()).equals(zone.accountId()))
        .toList();
    if (zones.size() < tags.size()) {
      List<String> found = zones.stream().map(Zone::id).toList();
      List<String> denied = tags.stream().filter(tag -> !found.contains(tag)).toList();
      throw Refusal.unauthorizedZones(denied, path);
    }
    return zones;
  }

  private static List<String> tags(Map<String, Object> filter) {
    List<String> tags = new ArrayList<>();
    if (filter.get("zoneTag") instanceof String tag) {
      tags.add(tag);
    }
    if (filter.get("zoneTag_in") instanceof List<?> list) {
      list.forEach(tag -> tags.add((String) tag));
    }
    return tags.stream().distinct().toList();
  }

  private static Map<String, Object> filter(ExecutableNormalizedField field) {
    Object filter = field.getResolvedArguments().get("filter");
    return filter == null ? Map.of() : TimeRange.fields(filter);
  }
}
