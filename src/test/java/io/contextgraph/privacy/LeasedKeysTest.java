package io.contextgraph.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeasedKeysTest {
  private static final long LEASE = TimeUnit.SECONDS.toNanos(30);
  private static final KeyEncryptionKey KEK = KeyEncryptionKey.generate(new Random(1));

  private long now = Long.MAX_VALUE - LEASE / 2;
  private Instant timeOfDay = Instant.parse("2026-11-03T10:00:00Z");
  private final LeaseClock clock = new LeaseClock(() -> now, () -> timeOfDay);

  private static SubjectKey key(String subject) {
    return Keysets.unwrap(KEK, subject, Keysets.create(KEK, subject));
  }

  /** What was kept, the oldest first. */
  private record Kept(String subject, Optional<SubjectKey> key, LeaseClock.Moment askedAt) {}

  private boolean hasEnded(Kept kept) {
    return now - kept.askedAt().nanos() >= LEASE
        || Duration.between(kept.askedAt().timeOfDay(), timeOfDay).toNanos() >= LEASE;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void keysAreKeptAsANaiveModelKeepsThemWhateverTheClocksDo(long seed) {
    Random random = new Random(seed);
    int limit = 8;
    LeasedKeys keys = new LeasedKeys(limit, clock);
    List<Kept> model = new ArrayList<>();
    SubjectKey[] known = new SubjectKey[12];
    for (int i = 0; i < known.length; i++) {
      known[i] = key("s" + i);
    }
    int found = 0;
    for (int step = 0; step < 5_000; step++) {
      long passed =
          random.nextInt(5) == 0 ? random.nextLong(LEASE / 2) : random.nextLong(LEASE / 50);
      now += passed;
      // Now and then the machine is suspended, or its time of day is set.
      timeOfDay =
          timeOfDay.plusNanos(
              random.nextInt(40) == 0 ? random.nextLong(-2 * LEASE, 2 * LEASE) : passed);
      int subject = random.nextInt(known.length);
      String name = "s" + subject;
      if (random.nextBoolean()) {
        LeaseClock.Moment askedAt = keys.now();
        now += random.nextLong(LEASE / 100);
        Optional<SubjectKey> key =
            random.nextInt(4) == 0 ? Optional.empty() : Optional.of(known[subject]);
        keys.keep(name, key, askedAt);
        model.removeIf(kept -> kept.subject().equals(name));
        model.add(new Kept(name, key, askedAt));
        if (model.size() > limit) {
          model.remove(0);
        }
      }
      while (!model.isEmpty() && hasEnded(model.get(0))) {
        model.remove(0);
      }
      Optional<Optional<SubjectKey>> expected =
          model.stream()
              .filter(kept -> kept.subject().equals(name))
              .filter(kept -> !hasEnded(kept))
              .map(Kept::key)
              .findFirst();
      assertThat(keys.find(name)).isEqualTo(expected);
      assertThat(keys.size()).isEqualTo(model.size());
      found += expected.isPresent() ? 1 : 0;
    }
    assertThat(found).isBetween(500, 4_500);
  }

  @Test
  void aKeyIsUsedUntilTheNanosecondBeforeItsLeaseEndsAndIsForgottenThen() {
    LeasedKeys keys = new LeasedKeys(10, clock);
    LeaseClock.Moment asked = keys.now();
    now += LEASE - 1;
    keys.keep("alice", Optional.of(key("alice")), asked);
    assertThat(keys.find("alice")).isPresent();
    now++;
    assertThat(keys.find("alice")).isEmpty();
    assertThat(keys.size()).isZero();
  }

  @Test
  void anAnswerThatCameAfterItsLeaseEndedIsNotUsed() {
    LeasedKeys keys = new LeasedKeys(10, clock);
    LeaseClock.Moment asked = keys.now();
    now += LEASE;
    keys.keep("alice", Optional.of(key("alice")), asked);
    assertThat(keys.find("alice")).isEmpty();
  }

  /** The monotonic clock stops meanwhile. */
  @Test
  void aLeaseEndsWhileTheMachineIsSuspended() {
    LeasedKeys keys = new LeasedKeys(10, clock);
    keys.keep("alice", Optional.of(key("alice")), keys.now());
    timeOfDay = timeOfDay.plusSeconds(29);
    assertThat(keys.find("alice")).isPresent();
    timeOfDay = timeOfDay.plusSeconds(1);
    assertThat(keys.find("alice")).isEmpty();
    assertThat(keys.size()).isZero();
  }
}
