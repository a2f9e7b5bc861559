package io.github.cfexporter.http;

import io.github.cfexporter.catalog.Family;
import io.github.cfexporter.exposition.Format;
import io.github.cfexporter.exposition.Fragment;
import io.github.cfexporter.report.Health;
import io.github.cfexporter.report.Readiness;
import io.github.cfexporter.report.Refused;
import io.github.cfexporter.report.Status;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the HTTP server needs of the rest of the exporter. Suppliers are called on event loops, once
 * per request, and must not block, but for the three that say what a scrape answers: they are called
 * by a worker when the stamp has changed.
 *
 * @param stamp equal to that of an earlier scrape while the answer would be the same
 * @param fragments sample lines of every account of the cluster, from memory
 * @param ofNode sample lines of what this node collects, if there may be other nodes
 * @param order families in the order they are served; one that is missing is not served
 * @param ownMetrics metrics of this process, rendered in the format
 * @param health answers from its cache unless that is too old
 * @param refused counts what the server refuses
 * @param moreRoutes adds routes behind authentication and before "not found"; called once per server
 */
public record HttpSources(
    Supplier<?> stamp,
    Supplier<? extends Collection<Fragment>> fragments,
    Optional<Supplier<Collection<Fragment>>> ofNode,
    Supplier<List<Family>> order,
    Function<Format, byte[]> ownMetrics,
    Supplier<Future<Health>> health,
    Supplier<Readiness> readiness,
    Supplier<Status> status,
    Refused refused,
    Consumer<Router> moreRoutes) {}
