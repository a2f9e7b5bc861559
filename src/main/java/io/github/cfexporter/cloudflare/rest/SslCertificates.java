package io.github.cfexporter.cloudflare.rest;

import io.github.cfexporter.catalog.Family;
import io.github.cfexporter.catalog.MetricType;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** When the certificates of a zone expire, from {@code /zones/{id}/ssl/certificate_packs}. */
public final class SslCertificates implements RestKind {
  private static final Family FAMILY = new Family(
      "cloudflare_zone_certificate_validation_status",
      MetricType.GAUGE,
      "Expiry as a Unix time in seconds, the earliest of the certificates that share the labels."
          + " Source REST ssl/certificate_packs certificates[].expires_on.",
      List.of("zone", "account", "type", "issuer", "status"));

  @Override
  public String name() {
    return "ssl-certificates";
  }

  @Override
  public List<Family> families() {
    return List.of(FAMILY);
  }

  @Override
  public Future<ZoneReader> open(String accountId, Rest rest) {
    return Future.succeededFuture(
        zoneId -> rest.certificatePacks(zoneId).map(SslCertificates::samples));
  }

  /** A pack that is still pending has no certificates yet, and so no expiry and no sample. */
  private static List<Sample> samples(List<JsonObject> packs) {
    Map<List<String>, Double> earliest = new LinkedHashMap<>();
    for (JsonObject pack : packs) {
      for (JsonObject certificate : Fields.objects(pack, "certificates")) {
        expiry(certificate)
            .ifPresent(at -> earliest.merge(labels(pack, certificate), at, Math::min));
      }
    }
    return earliest.entrySet().stream()
        .map(entry -> new Sample(FAMILY.name(), entry.getKey(), entry.getValue()))
        .toList();
  }

  private static List<String> labels(JsonObject pack, JsonObject certificate) {
    String issuer = Fields.text(certificate, "issuer");
    return List.of(
        Fields.text(pack, "type"),
        issuer.isEmpty() ? Fields.text(pack, "certificate_authority") : issuer,
        Fields.text(pack, "status"));
  }

  private static Optional<Double> expiry(JsonObject certificate) {
    try {
      Instant at = Instant.parse(Fields.text(certificate, "expires_on"));
      return Optional.of((double) at.getEpochSecond());
    } catch (DateTimeParseException noTime) {
      return Optional.empty(); // the field is optional, and empty while a certificate is issued
    }
  }
}
