package io.github.cfexporter.simulator.rest;

import io.github.cfexporter.simulator.world.Hash;
import io.github.cfexporter.simulator.world.Plan;
import io.github.cfexporter.simulator.world.Zone;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Certificate packs: an active one with two certificates, and one still without any. Certificates are
 * valid for 90 days and renewed after 60, each zone's at a time of its own.
 */
final class CertificateResource {
  private static final Instant FIRST = Instant.parse("2020-01-01T11:20:25.403338Z");
  private static final int USUAL_DAYS = 90;
  private static final int RENEWED_AFTER_DAYS = 60;

  static List<JsonObject> packs(Zone zone, long nowMillis) {
    Instant first = FIRST.plus(Hash.below(RENEWED_AFTER_DAYS, zone.id()), ChronoUnit.DAYS);
    long passed = ChronoUnit.DAYS.between(first, Instant.ofEpochMilli(nowMillis));
    Instant uploaded = first.plus(passed - passed % RENEWED_AFTER_DAYS, ChronoUnit.DAYS);
    Instant before = uploaded.minus(USUAL_DAYS, ChronoUnit.DAYS);
    List<JsonObject> packs = new ArrayList<>();
    packs.add(pack(zone, "universal", "active", certificates(zone, uploaded)));
    packs.add(pack(zone, "advanced", "pending_validation", new JsonArray()));
    if (zone.plan() == Plan.ENTERPRISE) {
      packs.add(pack(zone, "sni_custom", "expired", certificates(zone, before)));
    }
    return packs;
  }

  private static JsonObject pack(Zone zone, String type, String status, JsonArray certificates) {
    String primary =
        certificates.isEmpty() ? "0" : certificates.getJsonObject(0).getString("id");
    return new JsonObject()
        .put("id", Hash.uuid(zone.id() + type))
        .put("type", type)
        .put("hosts", hosts(zone))
        .put("primary_certificate", primary)
        .put("status", status)
        .put("certificates", certificates)
        .put("created_on", "2022-12-09T23:11:06.010263Z")
        .put("validity_days", USUAL_DAYS)
        .put("validation_method", "txt")
        .put("certificate_authority", "lets_encrypt");
  }

  /** ECDSA and RSA; the second expires a few days before the first. */
  private static JsonArray certificates(Zone zone, Instant uploaded) {
    return new JsonArray()
        .add(certificate(zone, "ECDSAWithSHA384", uploaded, USUAL_DAYS))
        .add(certificate(zone, "SHA256WithRSA", uploaded, USUAL_DAYS - 3));
  }

  private static JsonObject certificate(Zone zone, String signature, Instant uploaded, int days) {
    return new JsonObject()
        .put("id", Hash.uuid(zone.id() + signature + uploaded))
        .put("hosts", hosts(zone))
        .put("issuer", "LetsEncrypt")
        .put("signature", signature)
        .put("status", "active")
        .put("bundle_method", "ubiquitous")
        .put("zone_id", zone.id())
        .put("uploaded_on", uploaded.toString())
        .put("modified_on", uploaded.toString())
        .put("expires_on", uploaded.plus(days, ChronoUnit.DAYS).toString())
        .putNull("priority");
  }

  private static JsonArray hosts(Zone zone) {
    return new JsonArray().add("*." + zone.name()).add(zone.name());
  }

  private CertificateResource() {}
}
