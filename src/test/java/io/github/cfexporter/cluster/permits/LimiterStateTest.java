package io.github.cfexporter.cluster.permits;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.internal.nio.BufferObjectDataOutput;
import com.hazelcast.internal.serialization.InternalSerializationService;
import com.hazelcast.internal.serialization.impl.DefaultSerializationServiceBuilder;
import io.github.cfexporter.limiter.Api;
import io.github.cfexporter.limiter.BudgetShares;
import io.github.cfexporter.limiter.GrantedPermit;
import io.github.cfexporter.limiter.History;
import io.github.cfexporter.limiter.Payer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The bytes in which nodes of this and of older releases tell each other about permits. */
@Tag("unit")
class LimiterStateTest {
  private final InternalSerializationService service =
      new DefaultSerializationServiceBuilder().build();

  @AfterEach
  void dispose() {
    service.dispose();
  }

  @Test
  void state_isReadAsItWasWritten() throws IOException {
    History history = new History(
        List.of(
            new GrantedPermit(1_000, Payer.rest("", "")),
            new GrantedPermit(2_000, Payer.graphql("t2", "acct", true)),
            new GrantedPermit(3_000, Payer.graphql("t2", "acct", false))),
        List.of(
            new History.Pause(Api.GRAPHQL, "", "", 9_000, 10),
            new History.Pause(Api.REST, "t2", "", 9_000, 10),
            new History.Pause(Api.GRAPHQL, "", "acct", 9_000, 10)));
    LimiterState state = new LimiterState(7, history, BudgetShares.NONE);
    BufferObjectDataOutput out = service.createObjectDataOutput();
    state.write(out);

    assertThat(read(out)).isEqualTo(state);
  }

  @Test
  void stateOfAnOlderRelease_isRead() throws IOException {
    BufferObjectDataOutput out = service.createObjectDataOutput();
    out.writeLong(7);
    out.writeInt(1);
    out.writeLong(1_000);
    out.writeString("GRAPHQL");
    out.writeString("acct");
    out.writeInt(2);
    for (String account : List.of("", "acct")) {
      out.writeString("GRAPHQL");
      out.writeString(account);
      out.writeLong(9_000);
      out.writeLong(10);
    }
    BudgetSharesCodec.write(out, BudgetShares.NONE);

    Payer unknown = new Payer(Api.GRAPHQL, "", "acct", Payer.Counted.EITHER);
    assertThat(read(out).history())
        .isEqualTo(new History(
            List.of(new GrantedPermit(1_000, unknown)),
            List.of(
                new History.Pause(Api.GRAPHQL, "", "", 9_000, 10),
                new History.Pause(Api.GRAPHQL, "", "acct", 9_000, 10))));
  }

  private LimiterState read(BufferObjectDataOutput out) throws IOException {
    return LimiterState.read(service.createObjectDataInput(out.toByteArray()));
  }
}
