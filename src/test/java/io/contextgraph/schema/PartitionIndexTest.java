package io.contextgraph.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Which statements are left for an index, in every state that an interruption can leave. */
class PartitionIndexTest {
  private static final String NEW = "event_2026_11_session_id_global_position_idx";
  private static final String BUILD =
      "CREATE INDEX CONCURRENTLY " + NEW + " ON ledger.event_2026_11 (session_id, global_position)";
  private static final String ATTACH =
      "ALTER INDEX ledger.event_session_position_idx ATTACH PARTITION ledger." + NEW;
  private static final String DROP_NEW = "DROP INDEX CONCURRENTLY IF EXISTS ledger." + NEW;
  private static final String DROP_HASH = "DROP INDEX CONCURRENTLY IF EXISTS ledger.hash_idx";

  private static List<String> steps(boolean exists, boolean valid, boolean attached, boolean hash) {
    return index(exists, valid, attached, hash).steps().stream().map(IndexStep::sql).toList();
  }

  private static PartitionIndex index(
      boolean exists, boolean valid, boolean attached, boolean hash) {
    return new PartitionIndex(
        "event_2026_11",
        "(session_id, global_position)",
        "event_session_position_idx",
        NEW,
        exists ? NEW : null,
        valid,
        attached,
        hash ? "hash_idx" : null);
  }

  @Test
  void anOldPartitionGetsItsIndexBeforeItLosesTheHashIndex() {
    assertThat(steps(false, false, false, true)).containsExactly(BUILD, ATTACH, DROP_HASH);
  }

  @Test
  void anIndexWhoseBuildWasInterruptedIsDroppedAndBuiltAgain() {
    assertThat(steps(true, false, false, true)).containsExactly(DROP_NEW, BUILD, ATTACH, DROP_HASH);
  }

  @Test
  void aCompleteIndexIsNotBuiltAgain() {
    assertThat(steps(true, true, false, true)).containsExactly(ATTACH, DROP_HASH);
    assertThat(steps(true, true, true, true)).containsExactly(DROP_HASH);
  }

  @Test
  void aNewPartitionNeedsNothing() {
    assertThat(index(true, true, true, false).isDone()).isTrue();
    assertThat(steps(true, true, true, false)).isEmpty();
  }

  @Test
  void onlyAttachingHoldsUpAppends() {
    assertThat(index(true, false, false, true).steps())
        .filteredOn(IndexStep::blocksAppends)
        .extracting(IndexStep::sql)
        .containsExactly(ATTACH);
  }

  /** Interrupts the steps at random and continues with those that the state then needs. */
  @Test
  void howeverOftenTheStepsAreInterruptedTheWorkEndsAndLookupsAlwaysHaveAnIndex() {
    Random random = new Random(Long.getLong("seed", 1L));
    for (int run = 0; run < 1_000; run++) {
      boolean exists = random.nextBoolean();
      boolean valid = exists && random.nextBoolean();
      Indexes indexes = new Indexes(exists, valid, false, true);
      for (int attempt = 0; attempt < 3; attempt++) {
        List<String> steps = indexes.steps();
        int done = random.nextInt(steps.size() + 1);
        steps.subList(0, done).forEach(indexes::apply);
        if (done < steps.size() && random.nextBoolean()) {
          indexes.interrupt(steps.get(done));
        }
      }
      indexes.steps().forEach(indexes::apply);
      assertThat(indexes).isEqualTo(new Indexes(true, true, true, false));
    }
  }

  /** What a partition has, changed by statements as Postgres would. */
  private static final class Indexes {
    private boolean exists;
    private boolean valid;
    private boolean attached;
    private boolean hash;

    Indexes(boolean exists, boolean valid, boolean attached, boolean hash) {
      this.exists = exists;
      this.valid = valid;
      this.attached = attached;
      this.hash = hash;
    }

    List<String> steps() {
      return PartitionIndexTest.steps(exists, valid, attached, hash);
    }

    void apply(String sql) {
      switch (sql) {
        case BUILD -> {
          assertThat(exists).isFalse();
          exists = true;
          valid = true;
        }
        case ATTACH -> {
          assertThat(valid).isTrue();
          attached = true;
        }
        case DROP_NEW -> {
          assertThat(attached).isFalse();
          exists = false;
          valid = false;
        }
        case DROP_HASH -> {
          assertThat(attached).isTrue();
          hash = false;
        }
        default -> throw new IllegalArgumentException(sql);
      }
    }

    /**
     * An interrupted build leaves an index that is not valid; the other statements leave nothing.
     */
    void interrupt(String sql) {
      if (sql.equals(BUILD)) {
        exists = true;
      }
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Indexes it
          && exists == it.exists
          && valid == it.valid
          && attached == it.attached
          && hash == it.hash;
    }

    @Override
    public int hashCode() {
      return 0;
    }
  }
}
