package io.github.cfexporter.cloudflare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** A call to Cloudflare that gave no data. Its message is safe to log. */
public final class CloudflareException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Closed set: the {@code error_code} label of {@code cloudflare_exporter_errors_total}. Of several
   * errors in one reply the first in this order speaks for all.
   */
  public enum Code {
    API_RATE_LIMITED,
    API_AUTH_FAILED,
    API_TIMEOUT,
    API_UNAVAILABLE,
    GRAPHQL_FIELD_ACCESS,
    GRAPHQL_ERROR,
    CONFIG_INVALID,
    VALIDATION_ERROR,
    UNKNOWN
  }

  private final int status;
  private final String ray;
  private final transient Refusal refusal;
  private final transient List<Fault> faults;

  private CloudflareException(int status, String ray, List<Fault> faults, Throwable cause) {
    super(sentence(status, ray, foremost(faults)), cause);
    this.status = status;
    this.ray = ray;
    this.refusal = foremost(faults).refusal();
    this.faults = List.copyOf(faults);
  }

  /** Cloudflare refused, for one reason or several. */
  public static CloudflareException refused(Reply reply, List<Fault> faults) {
    return new CloudflareException(reply.status(), ray(reply, faults), faults, null);
  }

  /**
   * Data came, but parts of it are spoilt.
   *
   * @param faults errors beside the data; may be empty
   * @param missing zones that were asked about and did not come back
   */
  public static CloudflareException spoilt(List<Fault> faults, Set<String> missing) {
    List<Fault> all = new ArrayList<>(faults);
    if (!missing.isEmpty()) {
      all.add(fault(
          "no data came for zones " + missing, new Refusal.Unexplained(Code.API_AUTH_FAILED)));
    }
    if (all.isEmpty()) {
      all.add(fault("a node that was asked for did not come", new Refusal.Unreadable()));
    }
    return new CloudflareException(200, "", all, null);
  }

  /** A part of an answer is not what the API promises; the rest of it is good. */
  public static CloudflareException damaged(String detail) {
    return new CloudflareException(
        200,
        "",
        List.of(fault("a part of the answer is damaged: " + detail, new Refusal.Unreadable())),
        null);
  }

  /** Cloudflare answered, but not with what the API promises. */
  static CloudflareException unreadable(Reply reply, String detail) {
    return refused(reply, List.of(fault(detail, new Refusal.Unreadable())));
  }

  /** There was no answer at all. */
  public static CloudflareException unanswered(Refusal refusal, String detail, Throwable cause) {
    return new CloudflareException(0, "", List.of(fault(detail, refusal)), cause);
  }

  /** The same, with the permission that the call needs in its message. */
  public CloudflareException needing(String permission) {
    List<Fault> told = faults.stream()
        .map(fault -> new Fault(
            fault.error().adding("the token needs " + permission), fault.refusal(), fault.parts()))
        .toList();
    return new CloudflareException(status, ray, told, this);
  }

  public Code code() {
    return refusal.code();
  }

  /** The HTTP status; 0 when there was no answer. */
  public int status() {
    return status;
  }

  /** Cloudflare's id of the request, to be given to its support; empty when unknown. */
  public String ray() {
    return ray;
  }

  /** What follows from the foremost error. */
  public Refusal refusal() {
    return refusal;
  }

  /** Every error of the reply, at least one, as Cloudflare ordered them. */
  public List<Fault> faults() {
    return faults;
  }

  private static Fault fault(String detail, Refusal refusal) {
    return new Fault(GraphqlError.of(detail), refusal, Set.of());
  }

  private static Fault foremost(List<Fault> faults) {
    return faults.stream()
        .min(Comparator.comparing(fault -> fault.refusal().code()))
        .orElseThrow(() -> new IllegalArgumentException("an exception needs a fault"));
  }

  private static String ray(Reply reply, List<Fault> faults) {
    String told = foremost(faults).error().ray();
    return told.isEmpty() ? reply.ray() : told;
  }

  private static String sentence(int status, String ray, Fault fault) {
    StringBuilder sentence = new StringBuilder(fault.refusal().code().name())
        .append(": ")
        .append(fault.error().message());
    if (status != 0) {
      sentence.append(" (status=").append(status);
      sentence.append(ray.isEmpty() ? ")" : " ray=" + ray + ")");
    }
    return sentence.toString();
  }
}
