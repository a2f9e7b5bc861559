package io.github.cfexporter.check;

import io.github.cfexporter.catalog.Catalog;
import io.github.cfexporter.catalog.GraphqlKind;
import io.github.cfexporter.catalog.Source;
import io.github.cfexporter.catalog.UserFile;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.report.findings.Finding;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/**
 * Words whether Cloudflare's schema of today has what the files of a user's own query kinds ask for.
 * Their form has been judged before.
 */
final class SchemaFindings {
  private final ApiCalls calls;
  private final Catalog catalog;

  SchemaFindings(ApiCalls calls, Catalog catalog) {
    this.calls = calls;
    this.catalog = catalog;
  }

  /**
   * One finding for each file at least; none where there are no files. Never fails because of
   * Cloudflare.
   *
   * @param credential that asks
   */
  Future<List<Finding>> find(String credential) {
    List<GraphqlKind> own =
        catalog.kinds().stream().filter(kind -> catalog.file(kind).isPresent()).toList();
    SchemaWalk walk = new SchemaWalk(calls, credential);
    return InTurn.map(own, kind -> find(kind, catalog.file(kind).orElseThrow(), walk))
        .map(findings -> findings.stream().flatMap(List::stream).toList());
  }

  private static Future<List<Finding>> find(GraphqlKind kind, UserFile file, SchemaWalk walk) {
    List<Source> nodes =
        kind.sources().stream().flatMap(source -> source.nodes().stream()).toList();
    return InTurn.map(nodes, node -> walk.lacks(kind.scope(), node))
        .map(lacks -> findings(kind, file, lacks.stream().flatMap(List::stream).toList()))
        .recover(cause -> cause instanceof CloudflareException
            ? Future.succeededFuture(List.of(Finding.note(
                file.path(),
                sentence(kind) + "; Cloudflare's schema could not be asked: "
                    + cause.getMessage())))
            : Future.failedFuture(cause));
  }

  private static List<Finding> findings(
      GraphqlKind kind, UserFile file, List<SchemaWalk.Lack> lacks) {
    if (lacks.isEmpty()) {
      return List.of(Finding.ok(
          file.path(), sentence(kind) + "; Cloudflare's schema has all that it asks for"));
    }
    List<Finding> findings = new ArrayList<>();
    lacks.stream()
        .map(lack ->
            Finding.broken(file.path() + ":" + file.lineOf(lack.written()), lack.sentence()))
        .distinct()
        .forEach(findings::add);
    return findings;
  }

  private static String sentence(GraphqlKind kind) {
    String what = "valid, " + ReachFindings.count(kind.families().size(), "metric") + " from "
        + ReachFindings.count(kind.sources().size(), "source");
    return Catalog.isBuiltIn(kind.name())
        ? what + ", in place of the built-in kind " + kind.name()
        : what;
  }
}
