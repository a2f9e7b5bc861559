package io.github.cfexporter.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens, there is one reader, and it is the first that may. */
@Tag("unit")
class ReadersLawTest {
  private static final String ACCOUNT = "account";
  private static final List<String> ALL = List.of("a", "b", "c");
  private static final List<String> ZONES = List.of("", "z1", "z2", "z3");

  private final Readers readers = new Readers();

  /** In milliseconds, by zone and credential. */
  private final long[][] refusedAt = new long[ZONES.size()][ALL.size()];

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void reader_isTheFirstThatSeesIsValidAndWasNotRefusedWithinTheHour(long seed) {
    Random random = new Random(seed);
    Map<String, List<String>> seenBy = new HashMap<>();
    ZONES.forEach(zone -> seenBy.put(zone, some(random)));
    Set<String> invalid = random.nextBoolean() ? Set.of() : Set.of(ALL.get(random.nextInt(3)));
    readers.credentials(ALL, invalid);
    readers.account(ACCOUNT, seenBy.get(""));
    readers.zones(ACCOUNT, seenBy);
    for (int step = 1; step < 500; step++) {
      long now = step * 60_000L + Readers.RETRY_MILLIS;
      int zone = random.nextInt(ZONES.size());
      List<String> seers = seenBy.get(ZONES.get(zone));
      List<String> willing = willing(seers, invalid, zone, now);
      String reader = readers.of(Permission.CERTIFICATES, ACCOUNT, ZONES.get(zone), now);

      assertThat(seers).contains(reader);
      if (!willing.isEmpty()) {
        assertThat(reader).isEqualTo(willing.get(0));
        assertThat(readers.of(Permission.POOLS, ACCOUNT, ZONES.get(zone), now))
            .as("a refusal concerns one permission")
            .isIn(seers);
      }
      if (random.nextInt(3) == 0) {
        willing.remove(reader);
        assertThat(readers.refused(Permission.CERTIFICATES, ACCOUNT, ZONES.get(zone), reader, now))
            .isEqualTo(!willing.isEmpty());
        refusedAt[zone][ALL.indexOf(reader)] = now;
      }
    }
  }

  /** Those of some that are valid and were not refused within the hour. */
  private List<String> willing(List<String> seers, Set<String> invalid, int zone, long now) {
    List<String> willing = new ArrayList<>();
    for (String one : seers) {
      boolean refused = now < refusedAt[zone][ALL.indexOf(one)] + Readers.RETRY_MILLIS;
      if (!invalid.contains(one) && !refused) {
        willing.add(one);
      }
    }
    return willing;
  }

  @Test
  void gap_isWhatEverybodyLacks() {
    readers.credentials(List.of("a", "b"), Set.of());
    readers.account(ACCOUNT, List.of("a", "b"));
    readers.zones(ACCOUNT, Map.of("z1", List.of("a", "b"), "z2", List.of("a")));

    assertThat(readers.refused(Permission.CERTIFICATES, ACCOUNT, "z1", "a", 5)).isTrue();
    assertThat(readers.gaps(ACCOUNT, 5)).isEmpty();
    assertThat(readers.refused(Permission.CERTIFICATES, ACCOUNT, "z2", "a", 5)).isFalse();
    assertThat(readers.gaps(ACCOUNT, 5))
        .containsExactly(new Readers.Gap(Permission.CERTIFICATES, "a", Set.of("z2")));
    readers.granted(Permission.CERTIFICATES, ACCOUNT, "z2", "a");
    assertThat(readers.gaps(ACCOUNT, 5)).isEmpty();
  }

  @Test
  void credentialThatIsLetInAgain_startsWithoutItsRefusals() {
    readers.credentials(List.of("a", "b"), Set.of());
    readers.account(ACCOUNT, List.of("a", "b"));
    readers.refused(Permission.ACCOUNT_ANALYTICS, ACCOUNT, "", "a", 5);
    readers.credentials(List.of("a", "b"), Set.of("a"));
    assertThat(readers.of(Permission.ACCOUNT_ANALYTICS, ACCOUNT, "", 6)).isEqualTo("b");
    readers.credentials(List.of("a", "b"), Set.of());
    assertThat(readers.of(Permission.ACCOUNT_ANALYTICS, ACCOUNT, "", 7)).isEqualTo("a");
  }

  @Test
  void unknownAccount_isReadWithTheFirstThatIsLetIn() {
    readers.credentials(ALL, Set.of("a"));

    assertThat(readers.of(Permission.ZONE, "", "", 0)).isEqualTo("b");
    readers.credentials(ALL, Set.of("a", "b", "c"));
    assertThat(readers.of(Permission.ZONE, "", "", 0)).isEqualTo("a");
  }

  /** At least one, in order. */
  private static List<String> some(Random random) {
    String one = ALL.get(random.nextInt(ALL.size()));
    return ALL.stream().filter(id -> id.equals(one) || random.nextBoolean()).toList();
  }
}
