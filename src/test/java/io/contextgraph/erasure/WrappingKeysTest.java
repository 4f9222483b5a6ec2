package io.contextgraph.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.privacy.Kek;
import io.contextgraph.privacy.Tombstone;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Which key-encryption keys can have wrapped a keyset that was made at 100 and destroyed at 200.
 */
class WrappingKeysTest {
  private static final Instant MADE = at(100);
  private static final Instant ERASED = at(200);

  private static Instant at(long second) {
    return Instant.ofEpochSecond(second);
  }

  /** A key in use from a time to another one. */
  private static Kek kek(String id, long from, long to, boolean destroyed) {
    return new Kek(
        id,
        destroyed ? Kek.State.DESTROYED : Kek.State.RETIRED,
        at(from),
        Optional.of(at(to)),
        destroyed ? Optional.of(at(1_000)) : Optional.empty(),
        0);
  }

  private static List<String> wrappedBy(Instant made, List<String> undestroyed, Kek... known) {
    return new WrappingKeys(List.of(known))
            .of(new Tombstone.DestroyedKeyset(1, made, "last", undestroyed), ERASED)
            .wrappedBy()
            .stream()
            .map(WrappingKey::id)
            .toList();
  }

  @Test
  void aKeyThatWasRetiredBeforeOrMadeAfterwardsDidNotWrapIt() {
    assertThat(
            wrappedBy(
                MADE,
                List.of(),
                kek("before", 10, 99, true),
                kek("overlapping", 10, 100, true),
                kek("last", 150, 250, true),
                kek("after", 201, 300, true)))
        .containsExactly("overlapping", "last");
  }

  /** A restored store knows neither when the keyset was made nor by what it was wrapped before. */
  @Test
  void ofAnErasureThatWasAppliedFromTheLedgerEveryEarlierKeyMayHaveWrappedIt() {
    assertThat(
            wrappedBy(at(500), List.of(), kek("before", 10, 99, true), kek("last", 150, 250, true)))
        .containsExactly("before", "last");
  }

  @Test
  void aKeyThatTheStoreNamesIsAmongThemWhateverItsTimes() {
    assertThat(
            wrappedBy(
                MADE, List.of("named"), kek("last", 150, 250, true), kek("named", 900, 950, false)))
        .containsExactly("last", "named");
  }
}
