package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.settings.values.Credential;
import io.github.cfexporter.settings.values.Secret;
import io.github.cfexporter.simulator.SimulatorOptions;
import io.github.cfexporter.simulator.world.Tokens;
import io.github.cfexporter.simulator.world.World;
import io.github.cfexporter.simulator.world.Zone;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** A node that runs with given tokens, over a world of two accounts with a zone each. */
final class TokenRig implements AutoCloseable {
  static final String ONE = "the-first-token";
  static final String TWO = "the-second-token";

  /** Sources of an account, and of a zone. */
  static final int OF_ACCOUNT = 4;

  static final int OF_ZONE = 15;

  private static final Duration COUNTED = Duration.ofMinutes(9);

  final World world = World.of(2, 1);
  final String account = world.accounts().get(0).id();
  final Zone zone = world.zonesOf(account).get(0);
  private Rig rig;
  private Watch watch;

  Rig rig() {
    return rig;
  }

  Watch watch() {
    return watch;
  }

  @Override
  public void close() {
    rig.close();
  }

  void start(Consumer<Tokens> grants) {
    start(Map.of(), grants);
  }

  /** Lets a node run for some minutes that knows these tokens, the first unless others are given. */
  void start(Map<String, String> environment, Consumer<Tokens> grants) {
    Map<String, String> all = new HashMap<>(environment);
    if (environment.keySet().stream().noneMatch(name -> name.startsWith("CLOUDFLARE_API_"))) {
      all.put("CLOUDFLARE_API_TOKEN", ONE);
    }
    rig = new Rig(world, SimulatorOptions.usual(), all, simulator -> {
      simulator.tokens().revoke(Tokens.DEMO);
      grants.accept(simulator.tokens());
    });
    watch = new Watch(rig);
    watch.advance(COUNTED);
  }

  void assertExact(int sources) {
    assertThat(new Books(rig).assertExact().sourcesCompared()).isEqualTo(sources);
  }

  /** @param presumed whether the name of the account is not known, so that its id stands for it */
  void assertExact(int sources, boolean presumed) {
    if (presumed) {
      world.renameAccount(account, account);
    }
    assertExact(sources);
  }

  /** REST resources are as old as their time to live allows. */
  void assertFresh() {
    Map<Map<String, String>, Double> lags =
        new HashMap<>(rig.scrape().family("cloudflare_exporter_lag_seconds"));
    lags.keySet()
        .removeIf(labels ->
            labels.get("query").matches("ssl-.*|lb-weight.*|load-balancer-pools|custom-hostnames"));
    assertThat(lags.values()).isNotEmpty().allMatch(lag -> lag < 600);
  }

  static String id(String token) {
    return Credential.token(new Secret(token)).id();
  }
}
