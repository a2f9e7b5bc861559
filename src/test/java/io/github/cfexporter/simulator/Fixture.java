package io.github.cfexporter.simulator;

import io.github.cfexporter.simulator.world.Account;
import io.github.cfexporter.simulator.world.Tokens;
import io.github.cfexporter.simulator.world.World;
import io.github.cfexporter.simulator.world.Zone;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** A simulator with a clock that the test moves, and short ways to ask it. */
final class Fixture {
  static final long NOON = Instant.parse("2026-01-10T12:00:00Z").getEpochSecond();
  static final String DOCS = "https://developers.cloudflare.com/analytics/graphql-api/";

  final AtomicLong nowMillis = new AtomicLong(NOON * 1000);
  final World world;
  final Simulator simulator;

  Fixture(World world, SimulatorOptions options) {
    this.world = world;
    this.simulator = new Simulator(world, options, nowMillis::get);
  }

  static Fixture of(World world) {
    return new Fixture(world, SimulatorOptions.usual());
  }

  Account account(int index) {
    return world.accounts().get(index);
  }

  /** A zone of the first account. */
  Zone zone(int index) {
    return world.zonesOf(account(0).id()).get(index);
  }

  SimulatedAnswer get(String path) {
    return simulator.answer(SimulatedCall.get(path, Tokens.DEMO));
  }

  SimulatedAnswer ask(String query) {
    return simulator.answer(call(query));
  }

  static SimulatedCall call(String query) {
    return SimulatedCall.graphql(new JsonObject().put("query", query).encode(), Tokens.DEMO);
  }

  /** The message of the only error of a refused document. */
  String refusal(String query) {
    JsonObject body = ask(query).json();
    if (body.getValue("data") != null || body.getJsonArray("errors").size() != 1) {
      throw new AssertionError("not refused: " + body.encode());
    }
    return body.getJsonArray("errors").getJsonObject(0).getString("message");
  }

  /** Rows of the node called {@code n} of the first zone of the first account. */
  JsonArray zoneRows(String query) {
    return zones(query).getJsonObject(0).getJsonArray("n");
  }

  JsonArray zones(String query) {
    return accountAnswer(query).getJsonArray("zones");
  }

  JsonObject accountAnswer(String query) {
    JsonObject body = ask(query).json();
    if (body.getValue("errors") != null) {
      throw new AssertionError("refused: " + body.encode());
    }
    return body.getJsonObject("data")
        .getJsonObject("viewer")
        .getJsonArray("accounts")
        .getJsonObject(0);
  }

  /** A document that asks one node of zones through their account. */
  static String nested(Account account, java.util.List<Zone> zones, String node) {
    String tags = new JsonArray(zones.stream().map(Zone::id).toList()).encode();
    return "{ viewer { accounts(filter: {accountTag: \"" + account.id() + "\"}) { zones(filter:"
        + " {zoneTag_in: " + tags + "}) { zoneTag " + node + " } } } }";
  }

  String nested(Zone zone, String node) {
    return nested(account(0), java.util.List.of(zone), node);
  }

  static String ofAccount(Account account, String node) {
    return "{ viewer { accounts(filter: {accountTag: \"" + account.id() + "\"}) { " + node
        + " } } }";
  }

  /** A node over {@code [from, to)} with the alias {@code n}. */
  static String node(String dataset, long from, long to, String filter, String selection) {
    return "n: " + dataset + "(limit: 10000, filter: {datetime_geq: \"" + time(from)
        + "\", datetime_lt: \"" + time(to) + "\" " + filter + "}) { " + selection + " }";
  }

  static String time(long second) {
    return Instant.ofEpochSecond(second).toString();
  }
}
