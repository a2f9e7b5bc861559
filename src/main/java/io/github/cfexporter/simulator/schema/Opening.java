package io.github.cfexporter.simulator.schema;

import graphql.language.ArrayValue;
import graphql.language.Directive;
import graphql.language.IntValue;
import graphql.language.StringValue;
import graphql.language.Value;
import io.github.cfexporter.simulator.world.Entitlement;
import io.github.cfexporter.simulator.world.Plan;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * To whom a dataset is open, and how far.
 *
 * @param plan the cheapest plan of zones; of accounts, Free or Enterprise
 * @param product what must be bought beside the plan
 * @param windowDays the widest range, for all plans or by {@link Plan#tier}
 * @param retentionDays how far back a range may begin, likewise
 */
public record Opening(
    Plan plan,
    Optional<Entitlement> product,
    List<Integer> windowDays,
    List<Integer> retentionDays) {
  private static final List<Integer> USUAL_WINDOW = List.of(7);
  private static final List<Integer> USUAL_RETENTION = List.of(31);

  static Opening read(Directive directive) {
    return new Opening(
        text(directive, "plan")
            .map(plan -> Plan.valueOf(plan.toUpperCase(Locale.ROOT)))
            .orElse(Plan.ENTERPRISE),
        text(directive, "product").map(Entitlement::valueOf),
        numbers(directive, "window").orElse(USUAL_WINDOW),
        numbers(directive, "retention").orElse(USUAL_RETENTION));
  }

  public int windowDays(Plan ofZone) {
    return ofTier(windowDays, ofZone);
  }

  public int retentionDays(Plan ofZone) {
    return ofTier(retentionDays, ofZone);
  }

  private static int ofTier(List<Integer> days, Plan plan) {
    return days.get(days.size() == 1 ? 0 : plan.tier());
  }

  private static Optional<String> text(Directive directive, String name) {
    return value(directive, name).map(text -> ((StringValue) text).getValue());
  }

  private static Optional<List<Integer>> numbers(Directive directive, String name) {
    return value(directive, name)
        .map(value -> value instanceof ArrayValue list
            ? list.getValues().stream().map(Opening::number).toList()
            : List.of(number(value)));
  }

  private static Integer number(Value<?> value) {
    return ((IntValue) value).getValue().intValueExact();
  }

  private static Optional<Value<?>> value(Directive directive, String name) {
    return Optional.ofNullable(directive.getArgument(name)).map(argument -> argument.getValue());
  }
}
