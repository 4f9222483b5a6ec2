package io.contextgraph.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.event.Event;
import io.contextgraph.event.EventFields;
import io.contextgraph.event.EventId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LedgerBatchTest {
  static Event event(int id, int content) {
    return EventFields.valid()
        .with("event_id", String.format("00000000-0000-0000-0000-%012d", id))
        .with("session_id", "s" + content)
        .event("events", id + "-" + content);
  }

  @Test
  void everyEventIsFreshADuplicateOrAConflict() {
    long seed = Long.getLong("seed", 7L);
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      Map<EventId, byte[]> recorded = new HashMap<>();
      for (int i = 0; i < 5; i++) {
        Event event = event(random.nextInt(10), random.nextInt(3));
        recorded.put(event.eventId(), event.contentHash());
      }
      List<Event> events = new ArrayList<>();
      for (int i = 0; i < random.nextInt(20); i++) {
        events.add(event(random.nextInt(10), random.nextInt(3)));
      }
      LedgerBatch batch = LedgerBatch.split(events, recorded);
      checkAgainstNaive(seed, events, recorded, batch);
    }
  }

  private static void checkAgainstNaive(
      long seed, List<Event> events, Map<EventId, byte[]> recorded, LedgerBatch batch) {
    List<Event> fresh = new ArrayList<>();
    List<String> conflicts = new ArrayList<>();
    int duplicates = 0;
    for (Event event : events) {
      byte[] before = recorded.get(event.eventId());
      for (Event earlier : fresh) {
        before = earlier.eventId().equals(event.eventId()) ? earlier.contentHash() : before;
      }
      if (before == null) {
        fresh.add(event);
      } else if (java.util.Arrays.equals(before, event.contentHash())) {
        duplicates++;
      } else {
        conflicts.add(event.entryId());
      }
    }
    assertThat(batch.fresh()).as("seed %s", seed).isEqualTo(fresh);
    assertThat(batch.duplicates()).isEqualTo(duplicates);
    assertThat(batch.conflicts()).extracting(letter -> letter.entryId()).isEqualTo(conflicts);
  }
}
