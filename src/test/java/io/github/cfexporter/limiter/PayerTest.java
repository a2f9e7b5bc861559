package io.github.cfexporter.limiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class PayerTest {
  private static final String ACCOUNT = "a".repeat(32);
  private static final String LONGEST = "c".repeat(20);

  @Test
  void spelledPayer_isReadAsItWas_andFitsItsColumn() {
    List<Payer> payers = List.of(
        Payer.rest("", ""),
        Payer.rest(LONGEST, ACCOUNT),
        Payer.graphql("", ACCOUNT, true),
        Payer.graphql(LONGEST, ACCOUNT, true),
        Payer.graphql(LONGEST, ACCOUNT, false),
        new Payer(Api.GRAPHQL, "", ACCOUNT, Payer.Counted.EITHER));

    assertThat(payers).allSatisfy(payer -> {
      assertThat(Payer.parse(payer.api(), payer.spelled())).isEqualTo(payer);
      assertThat(payer.spelled()).hasSizeLessThanOrEqualTo(64);
    });
  }

  @Test
  void bareAccount_mayHaveBeenChargedEitherWay() {
    Payer payer = Payer.parse(Api.GRAPHQL, "acct");

    assertThat(payer).isEqualTo(new Payer(Api.GRAPHQL, "", "acct", Payer.Counted.EITHER));
    assertThat(payer.mayCountByCredential()).isTrue();
    assertThat(payer.mayCountByAccount()).isTrue();
  }

  @Test
  void credentialThatIsNoShortId_isRefused_withoutShowingIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Payer.rest("a secret/token", ""))
        .withMessageContaining("20 letters, digits, dots or dashes at most, not 14 signs")
        .withMessageNotContaining("secret");
  }

  @Test
  void callAboutNoAccount_isNeverAccountBased() {
    assertThatIllegalArgumentException().isThrownBy(() -> Payer.graphql("", "", true));
  }
}
