package io.github.cfexporter.config;

import static io.github.cfexporter.settings.Tunables.EXCLUDE_HOST;
import static io.github.cfexporter.settings.Tunables.HTTP_STATUS_GROUP;
import static io.github.cfexporter.settings.Tunables.METRICS_DENYLIST;
import static io.github.cfexporter.settings.Tunables.QUERY_KINDS;
import static io.github.cfexporter.settings.Tunables.SSL_CERTS_CACHE_TTL;
import static io.github.cfexporter.settings.Tunables.ZONE_LIST_CACHE_TTL;

import io.github.cfexporter.catalog.Family;
import io.github.cfexporter.catalog.GraphqlKind;
import io.github.cfexporter.catalog.QueryKind;
import io.github.cfexporter.catalog.Source;
import io.github.cfexporter.catalog.rest.RestKind;
import io.github.cfexporter.counting.SourceForms;
import io.github.cfexporter.settings.Settings;
import io.github.cfexporter.settings.values.KindChoice;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** How query kinds are collected under the settings of one moment. */
public record KindTerms(Settings settings) {

  /** Whether a kind is asked at all. */
  public boolean isOn(QueryKind kind) {
    return choice(kind).on().orElse(kind.enabled());
  }

  /** Families of a kind that are not served: all of them if it is off, and denied ones. */
  public Set<String> denied(QueryKind kind) {
    Set<String> denied = settings.get(METRICS_DENYLIST);
    return kind.families().stream()
        .map(Family::name)
        .filter(family -> denied.contains(family) || !isOn(kind))
        .collect(Collectors.toSet());
  }

  /** Whether anything of a kind is served. */
  public boolean isWanted(QueryKind kind) {
    return !served(kind).isEmpty();
  }

  /** Names of the families of a kind that are served, in their order. */
  public List<String> served(QueryKind kind) {
    Set<String> denied = denied(kind);
    return kind.families().stream()
        .map(Family::name)
        .filter(name -> !denied.contains(name))
        .toList();
  }

  /** The sources of a kind as they are wanted now, by name. */
  public Map<String, SourceForms> forms(GraphqlKind kind) {
    return kind.sources().stream()
        .collect(Collectors.toMap(Source::name, source -> forms(kind, source)));
  }

  /** A source of a kind as it is wanted now; empty where nothing of it is. */
  public SourceForms forms(GraphqlKind kind, Source source) {
    KindChoice choice = choice(kind);
    return SourceForms.of(
        source.under(choice.delay(), choice.interval(), choice.given()),
        settings.get(EXCLUDE_HOST),
        settings.get(HTTP_STATUS_GROUP),
        denied(kind));
  }

  /** How often a kind is read over REST. */
  public Duration interval(RestKind kind) {
    return choice(kind)
        .interval()
        .or(() -> kind.interval().setting().map(this::duration))
        .orElse(kind.interval().usual());
  }

  private Duration duration(String key) {
    return List.of(SSL_CERTS_CACHE_TTL, ZONE_LIST_CACHE_TTL).stream()
        .filter(setting -> setting.key().filter(key::equals).isPresent())
        .map(settings::get)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such setting: " + key));
  }

  private KindChoice choice(QueryKind kind) {
    return settings.get(QUERY_KINDS).of(kind.name());
  }
}
