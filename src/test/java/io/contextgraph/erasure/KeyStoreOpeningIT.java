package io.contextgraph.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.event.EventFields;
import io.contextgraph.event.EventId;
import io.contextgraph.event.RecordedEvent;
import io.contextgraph.event.RecordedEvents;
import io.contextgraph.privacy.KeyEncryptionKeyFile;
import io.contextgraph.privacy.KeyFileChanges;
import io.contextgraph.privacy.KeyStore;
import io.contextgraph.privacy.Keysets;
import io.contextgraph.privacy.Lease;
import io.contextgraph.privacy.LeaseClock;
import io.contextgraph.privacy.SubjectKey;
import io.contextgraph.privacy.TestStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sealed events are opened with the keys of a real store. */
class KeyStoreOpeningIT {
  private static final int SUBJECTS = 150;

  @TempDir private Path folder = Path.of("");

  private static List<RecordedEvent> sealedForManySubjects(TestStore test) throws Exception {
    List<RecordedEvent> page = new ArrayList<>();
    try (KeyStore sealer = test.open("sealer")) {
      for (int i = 0; i < SUBJECTS; i++) {
        String subject = "s" + i;
        EventId id = EventId.of(new UUID(0x4000, Long.MIN_VALUE | i + 1));
        Lease.Key key = (Lease.Key) test.lease(sealer, subject);
        SubjectKey usable = Keysets.unwrap(test.kek(), subject, key.keyset());
        page.add(
            RecordedEvents.at(
                i + 1,
                EventFields.valid()
                    .with("event_id", id.toString())
                    .with("subject_id", subject)
                    .with("personal_data_sealed", usable.seal(id, "{}".getBytes()).toBase64())
                    .event("events", "1-" + i)));
      }
    }
    return page;
  }

  /** To get all keys takes longer than a lease. */
  @Test
  void aPageWithMoreSubjectsThanALeaseLastsForIsOpenedWhole() throws Exception {
    TestStore test = TestStore.create();
    KeyEncryptionKeyFile file = new KeyEncryptionKeyFile(folder.resolve("keys").toString());
    new KeyFileChanges(file).create(test.kek());
    List<RecordedEvent> page = sealedForManySubjects(test);
    AtomicLong nanos = new AtomicLong();
    long step = Duration.ofMillis(250).toNanos();
    try (KeyStore opener = test.open("opener");
        Connection ledger = test.as("ledger_reader").openLedger()) {
      SealedEvents sealed =
          new SealedEvents(
              opener,
              file,
              new SealedEvents.Reader(TestStore.OFFICER, "why"),
              new LeaseClock(() -> nanos.addAndGet(step), () -> Instant.EPOCH));
      assertThat(sealed.open(ledger, page))
          .hasSize(SUBJECTS)
          .allMatch(event -> event.outcome() instanceof OpenedEvent.Outcome.Opened);
    }
  }
}
