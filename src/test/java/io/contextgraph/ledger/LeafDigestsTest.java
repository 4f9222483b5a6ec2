package io.contextgraph.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.contextgraph.event.Event;
import io.contextgraph.tree.Hash;
import io.contextgraph.tree.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LeafDigestsTest {
  private static final long RECORDED_AT_MICROS = 1_793_610_000_000_000L;

  private final Sha256 sha256 = new Sha256();

  /** Events with the numbers, each an object of its own. */
  private static List<Event> events(int... numbers) {
    List<Event> events = new ArrayList<>();
    for (int number : numbers) {
      events.add(LedgerBatchTest.event(number, 0));
    }
    return events;
  }

  private List<Hash> leaves(LeafDigests digests, List<Event> events, long first) {
    return digests.leaves(events, first, RECORDED_AT_MICROS, sha256);
  }

  @Test
  void theLeavesOfSomeEventsAreThoseOfThemAlone() {
    long seed = Long.getLong("seed", 11L);
    Random random = new Random(seed);
    for (int round = 0; round < 100; round++) {
      List<Event> batch = events(random.ints(1 + random.nextInt(30), 0, 40).toArray());
      List<Event> some = batch.stream().filter(event -> random.nextBoolean()).toList();
      List<Hash> expected = new ArrayList<>();
      for (Event event : some) {
        LeafDigests alone = LeafDigests.of(List.of(event));
        expected.addAll(leaves(alone, List.of(event), 100 + expected.size()));
      }
      assertThat(leaves(LeafDigests.of(batch), some, 100)).as("seed %d", seed).isEqualTo(expected);
    }
  }

  @Test
  void anEventOutsideTheBatchOrOutOfOrderIsRefused() {
    List<Event> batch = events(1, 2);
    LeafDigests digests = LeafDigests.of(batch);
    assertThatIllegalArgumentException().isThrownBy(() -> leaves(digests, events(1), 1));
    List<Event> reversed = List.of(batch.get(1), batch.get(0));
    assertThatIllegalArgumentException().isThrownBy(() -> leaves(digests, reversed, 1));
  }
}
