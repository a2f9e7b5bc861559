package io.github.cfexporter.simulator.traffic;

/**
 * Something that goes wrong in a zone, again and again.
 *
 * @param everySeconds between two beginnings
 * @param afterSeconds since the epoch, or any multiple of {@code everySeconds} later, it begins
 * @param forSeconds how long it lasts
 */
public record Incident(
    String zoneId, Kind kind, long everySeconds, long afterSeconds, long forSeconds) {

  /** What goes wrong. */
  public enum Kind {
    /** Many requests of few clients, which the firewall blocks. */
    ATTACK,
    /** The zone's origin does not answer. */
    ORIGIN_FAILURE
  }

  public Incident {
    if (forSeconds < 1 || forSeconds >= everySeconds) {
      throw new IllegalArgumentException(
          "forSeconds must be from 1 to everySeconds: " + forSeconds + " of " + everySeconds);
    }
  }

  /** Whether it lasts in a second of the zone or account. */
  public boolean reaches(String scopeId, long second) {
    return scopeId.equals(zoneId)
        && Math.floorMod(second - afterSeconds, everySeconds) < forSeconds;
  }

  /** Events of a second that come on top of the usual ones. */
  int additions(EventStream stream) {
    if (kind != Kind.ATTACK) {
      return 0;
    }
    if (stream.equals(EventStream.REQUESTS)) {
      return 16;
    }
    return stream.equals(EventStream.FIREWALL) ? 8 : 0;
  }

  /** What becomes of events of a sort while it lasts. */
  Traits of(Traits usual, EventStream stream) {
    boolean attack = kind == Kind.ATTACK;
    if (stream.equals(EventStream.REQUESTS)) {
      return attack ? blocked(usual) : unreachable(usual);
    }
    if (stream.equals(EventStream.FIREWALL)) {
      return attack ? byFlood(usual) : usual;
    }
    return stream.equals(EventStream.HEALTH_CHECKS) && !attack ? unhealthy(usual) : usual;
  }

  private static Traits blocked(Traits usual) {
    return usual
        .with("clientCountryName", "T1") // Cloudflare's code of Tor
        .with("clientIPClass", "tor")
        .with("edgeResponseStatus", 403L)
        .with("originResponseStatus", 0L)
        .with("cacheStatus", "none")
        .with("threatPathingName", "bic.ban.unknown")
        .with("botScore", 1L)
        .with("botScoreSrcName", BotSources.of(1))
        .measuring("originResponseDurationMs", Traits.NOT_MEASURED)
        .measuring("pageViews", 0);
  }

  private static Traits byFlood(Traits usual) {
    return usual
        .with("action", "block")
        .with("source", "l7ddos")
        .with("clientCountryName", "T1")
        .with("clientIPClass", "tor")
        .with("edgeResponseStatus", 403L)
        .with("originResponseStatus", 0L)
        .with("botScore", 1L)
        .with("botScoreSrcName", BotSources.of(1));
  }

  /** What the edge answers by itself goes on; 522 is a connection that timed out. */
  private static Traits unreachable(Traits usual) {
    return usual.dimension("originResponseStatus").orElseThrow().equals(0L)
        ? usual
        : usual
            .with("edgeResponseStatus", 522L)
            .with("originResponseStatus", 522L)
            .with("cacheStatus", "dynamic")
            .measuring("originResponseDurationMs", Traits.NOT_MEASURED)
            .measuring("pageViews", 0);
  }

  private static Traits unhealthy(Traits usual) {
    return usual
        .with("failureReason", "TCP connection timed out")
        .with("healthStatus", "Unhealthy")
        .with("originResponseStatus", 0L)
        .measuring("healthStatus", 0);
  }
}
