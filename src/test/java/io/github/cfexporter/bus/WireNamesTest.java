package io.github.cfexporter.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Names that travel with every message between nodes, as released: they must never change. */
@Tag("unit")
class WireNamesTest {
  @Test
  void codecs_haveTheNamesOfTheFirstRelease() {
    assertThat(Stream.of(
                PermitRequest.CODEC,
                PermitRequest.Permit.CODEC,
                RateNotice.CODEC,
                ZonesAsk.CODEC,
                ZonesAsk.Answer.CODEC,
                ZoneSearch.CODEC,
                ZoneSearch.Answer.CODEC)
            .map(JsonCodec::name))
        .containsExactly(
            "permit.request",
            "permit",
            "rate.notice",
            "zones.ask",
            "zones.asked",
            "zone.search",
            "zone.searched");
  }

  @Test
  void addresses_areThoseOfTheFirstRelease() {
    assertThat(List.of(
            PermitRequest.address("node"),
            RateNotice.address("node"),
            ZonesAsk.address("node"),
            ZoneSearch.address("node")))
        .containsExactly(
            "limiter.permit.node", "limiter.notice.node", "zones.node", "zone.search.node");
  }
}
