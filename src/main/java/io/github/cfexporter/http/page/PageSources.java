package io.github.cfexporter.http.page;

import io.github.cfexporter.bus.ZoneSearch;
import io.github.cfexporter.catalog.Catalog;
import io.github.cfexporter.exposition.FamilyLines;
import io.github.cfexporter.log.LogTail;
import io.github.cfexporter.report.LastDocuments;
import io.github.cfexporter.report.Status;
import io.github.cfexporter.report.history.Event;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * Where the page gets what it shows; none of it waits for Cloudflare.
 *
 * @param search zones by words
 * @param lines samples of a family by words; takes a while, so not for an event loop
 * @param log lines after a number
 * @param document last one that was sent for a query kind
 * @param catalog the query kinds of the moment
 */
public record PageSources(
    Supplier<Overview> overview,
    Supplier<Status> status,
    Supplier<List<Event>> events,
    Function<String, Future<ZoneSearch.Answer>> search,
    Supplier<List<FamilyUse>> families,
    BiFunction<String, List<String>, FamilyLines> lines,
    LongFunction<List<LogTail.Line>> log,
    Function<String, Optional<LastDocuments.Sent>> document,
    Supplier<Catalog> catalog) {}
