package io.github.cfexporter.node;

import static io.github.cfexporter.settings.Deployment.CLUSTER_BIND_ADDRESS;
import static io.github.cfexporter.settings.Deployment.CLUSTER_BUS_PORT;
import static io.github.cfexporter.settings.Deployment.CLUSTER_KUBERNETES_SERVICE;
import static io.github.cfexporter.settings.Deployment.CLUSTER_MEMBERS;
import static io.github.cfexporter.settings.Deployment.CLUSTER_NAME;
import static io.github.cfexporter.settings.Deployment.CLUSTER_PORT;
import static io.github.cfexporter.settings.Deployment.CLUSTER_PUBLIC_ADDRESS;
import static io.github.cfexporter.settings.Deployment.CLUSTER_SECRET;
import static io.github.cfexporter.settings.Deployment.CLUSTER_TLS_CA_FILE;
import static io.github.cfexporter.settings.Deployment.CLUSTER_TLS_CERTIFICATE_FILE;
import static io.github.cfexporter.settings.Deployment.CLUSTER_TLS_KEY_FILE;
import static io.github.cfexporter.settings.Deployment.DATA_DIRECTORY;
import static io.github.cfexporter.settings.Deployment.JDBC_URL;
import static io.github.cfexporter.settings.Tunables.MAX_SERIES;

import io.github.cfexporter.cluster.Member;
import io.github.cfexporter.cluster.MemberStart;
import io.github.cfexporter.cluster.Neighbours;
import io.github.cfexporter.cluster.counters.SeriesMemory;
import io.github.cfexporter.cluster.store.Store;
import io.github.cfexporter.cluster.store.StoreException;
import io.github.cfexporter.runtime.StartException;
import io.github.cfexporter.settings.Origin;
import io.github.cfexporter.settings.Settings;
import io.github.cfexporter.settings.SettingsException;
import io.github.cfexporter.settings.values.Secret;
import io.vertx.core.Future;
import io.vertx.core.VertxBuilder;
import java.net.BindException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Chooses by the settings whether this node runs alone, and where its state outlives it. */
public final class ClusterStart {

  /** Opens the store, then joins the others if there may be any. Blocks while it does. */
  public static Future<Member> member(Settings settings, boolean demo, VertxBuilder vertx) {
    try {
      boolean clustered = isClustered(settings);
      Optional<Store> store = clustered ? sharedStore(settings) : ownStore(settings, demo);
      SeriesMemory held = SeriesMemory.ofProcess(() -> storedCap(settings, store));
      return clustered
          ? MemberStart.among(neighbours(settings), store, held, vertx)
              .recover(cause -> Future.failedFuture(explained(cause)))
          : MemberStart.alone(vertx.build(), settings.get(CLUSTER_NAME), store, held);
    } catch (StoreException e) {
      return Future.failedFuture(e);
    } catch (RuntimeException e) {
      return Future.failedFuture(explained(e));
    }
  }

  /** As it was set at runtime, which is known to the settings only after the counters are read. */
  private static int storedCap(Settings settings, Optional<Store> store) {
    try {
      Map<String, String> overrides =
          store.isPresent() ? store.get().overrides().all() : Map.of();
      String text = overrides.get(MAX_SERIES.name());
      return text == null ? settings.get(MAX_SERIES) : MAX_SERIES.parse(text, Origin.OVERRIDE);
    } catch (SQLException e) {
      throw new StoreException("overrides could not be read", e);
    } catch (SettingsException e) {
      return settings.get(MAX_SERIES); // OverrideStore says so, and leaves it out, too
    }
  }

  /** A place to listen that cannot be had is the operator's to mend; anything else is ours. */
  private static Throwable explained(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String detail = String.valueOf(cause.getMessage());
      if (cause instanceof BindException || detail.contains("already in use")) {
        return new StartException(
            "the cluster cannot be joined: " + detail.strip() + "; see CLUSTER_PORT,"
                + " CLUSTER_BUS_PORT and CLUSTER_BIND_ADDRESS",
            failure);
      }
    }
    return failure;
  }

  /** The port that the event bus itself opens: with a secret it is on loopback, behind a tunnel. */
  public static int busPort(Settings settings) {
    return settings.get(CLUSTER_SECRET).isPresent() ? 0 : settings.get(CLUSTER_BUS_PORT);
  }

  private static boolean isClustered(Settings settings) {
    return !settings.get(CLUSTER_MEMBERS).isEmpty()
        || settings.get(CLUSTER_KUBERNETES_SERVICE).isPresent();
  }

  private static Neighbours neighbours(Settings settings) {
    return new Neighbours(
        settings.get(CLUSTER_NAME),
        settings.get(CLUSTER_SECRET).map(Secret::reveal),
        certificates(settings),
        List.copyOf(settings.get(CLUSTER_MEMBERS)),
        settings.get(CLUSTER_KUBERNETES_SERVICE),
        settings.get(CLUSTER_PORT),
        settings.get(CLUSTER_BUS_PORT),
        settings.get(CLUSTER_BIND_ADDRESS),
        settings.get(CLUSTER_PUBLIC_ADDRESS));
  }

  /** All three or none, which the settings see to. */
  private static Optional<Neighbours.Certificates> certificates(Settings settings) {
    return settings
        .get(CLUSTER_TLS_CERTIFICATE_FILE)
        .map(certificate -> new Neighbours.Certificates(
            certificate,
            settings.get(CLUSTER_TLS_KEY_FILE).orElseThrow(),
            settings.get(CLUSTER_TLS_CA_FILE).orElseThrow()));
  }

  /** A file can only belong to one node, so in a cluster it would keep a part of the counters. */
  private static Optional<Store> sharedStore(Settings settings) {
    Optional<String> url = settings.get(JDBC_URL).map(Secret::reveal);
    if (url.filter(text -> text.startsWith("jdbc:h2:")).isPresent()) {
      throw new StoreException("JDBC_URL is an H2 database and CLUSTER_MEMBERS is set: the nodes of"
          + " a cluster need one database for all, a PostgreSQL 15 or newer");
    }
    return url.map(Store::at);
  }

  /** The demo leaves nothing behind, unless it is told where. */
  private static Optional<Store> ownStore(Settings settings, boolean demo) {
    if (settings.get(JDBC_URL).isPresent()) {
      return settings.get(JDBC_URL).map(url -> Store.at(url.reveal()));
    }
    return demo && settings.origin(DATA_DIRECTORY) == Origin.DEFAULT
        ? Optional.empty()
        : Optional.of(Store.inDirectory(settings.get(DATA_DIRECTORY), Instant::now));
  }

  private ClusterStart() {}
}
