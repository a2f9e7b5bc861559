package io.github.cfexporter.simulator;

import io.github.cfexporter.simulator.CallLog.Api;
import io.github.cfexporter.simulator.CallLog.Call;
import io.github.cfexporter.simulator.graphql.Drift;
import io.github.cfexporter.simulator.graphql.GraphqlApi;
import io.github.cfexporter.simulator.rest.RestApi;
import io.github.cfexporter.simulator.rest.RestError;
import io.github.cfexporter.simulator.traffic.Traffic;
import io.github.cfexporter.simulator.traffic.Truth;
import io.github.cfexporter.simulator.world.Tokens;
import io.github.cfexporter.simulator.world.Tokens.Token;
import io.github.cfexporter.simulator.world.World;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * A stand-in for Cloudflare's API that enforces Cloudflare's rules, so that what the real API would
 * refuse fails here too. Synchronous, and without a clock of its own: time is the caller's.
 */
public final class Simulator {
  private final World world;
  private final LongSupplier clockMillis;
  private final Tokens tokens = new Tokens();
  private final Faults faults = new Faults();
  private final CallLog log = new CallLog();
  private final Dates dates = new Dates();
  private final Drift drift = new Drift();
  private final Truth truth;
  private final Gate gate;
  private final GraphqlApi graphql;
  private final RestApi rest;

  /** @param clockMillis simulated time in milliseconds since the epoch, which never goes back */
  public Simulator(World world, SimulatorOptions options, LongSupplier clockMillis) {
    this.world = world;
    this.clockMillis = clockMillis;
    Traffic traffic = new Traffic(world);
    Budgets budgets = new Budgets(options);
    this.truth = new Truth(traffic);
    this.gate = new Gate(tokens, budgets);
    this.graphql = new GraphqlApi(world, traffic, options, budgets, drift);
    this.rest = new RestApi(world);
  }

  public World world() {
    return world;
  }

  public Tokens tokens() {
    return tokens;
  }

  public Faults faults() {
    return faults;
  }

  /** How the API differs from its description. */
  public Drift drift() {
    return drift;
  }

  public CallLog log() {
    return log;
  }

  public Truth truth() {
    return truth;
  }

  /** What the answers say about the time. */
  public Dates dates() {
    return dates;
  }

  /** Answers one call; calls may come from several threads. */
  public SimulatedAnswer answer(SimulatedCall call) {
    long now = clockMillis.getAsLong();
    return answer(call, now).with(dates.header(now));
  }

  private SimulatedAnswer answer(SimulatedCall call, long now) {
    Optional<String> secret = call.secret();
    if (secret.isEmpty()) {
      log.add(logged(call, now, "", "Invalid request headers"));
      return RestError.invalidHeaders();
    }
    try {
      Token token = gate.admit(call, secret.get(), now);
      Optional<Fault> fault = faults.strike(call, now);
      boolean heard = fault.map(Sabotage::needsAnswer).orElse(true);
      SimulatedAnswer real = served(call, token, now, logging(fault), heard);
      return fault.map(f -> new Sabotage(now).apply(f, call, real)).orElse(real);
    } catch (RestError error) {
      log.add(logged(call, now, Tokens.idOf(secret.get()), error.getMessage()));
      SimulatedAnswer refused = error.answer();
      return error.status == 429 ? refused.with(gate.retryAfter(secret.get(), now)) : refused;
    }
  }

  private Consumer<Call> logging(Optional<Fault> fault) {
    return call -> log.add(
        fault.map(f -> call.ended("fault: " + f.getClass().getSimpleName())).orElse(call));
  }

  /** @param heard whether anything of the answer arrives; if not, no rows are made */
  private SimulatedAnswer served(
      SimulatedCall call, Token token, long now, Consumer<Call> log, boolean heard) {
    if (call.isGraphql()) {
      boolean accountBased =
          call.header("X-Rate-Limit-Type").filter("account-based"::equals).isPresent();
      return graphql.answer(call.body(), new Caller(token, accountBased, now), log, heard);
    }
    SimulatedAnswer answer;
    try {
      answer = rest.answer(call, token, now);
      log.accept(logged(call, now, token.id(), CallLog.OK));
    } catch (RestError error) {
      log.accept(logged(call, now, token.id(), error.getMessage()));
      answer = error.answer();
    }
    return answer.with(gate.headers(token, now));
  }

  private static Call logged(SimulatedCall call, long now, String token, String outcome) {
    List<String> segments = Arrays.asList(call.path().split("/"));
    return new Call(
        now,
        call.isGraphql() ? Api.GRAPHQL : Api.REST,
        call.path(),
        idAfter("accounts", segments),
        idAfter("zones", segments),
        0,
        List.of(),
        token,
        outcome);
  }

  private static List<String> idAfter(String collection, List<String> segments) {
    int at = segments.indexOf(collection);
    return at < 0 || at + 1 >= segments.size() ? List.of() : List.of(segments.get(at + 1));
  }
}
