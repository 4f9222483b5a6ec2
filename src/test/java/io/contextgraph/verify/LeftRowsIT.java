package io.contextgraph.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Rows that are left, hidden from an index or unreadable do not hide that a ledger was tampered
 * with.
 */
class LeftRowsIT {
  @RegisterExtension static final TamperingTrials TRIALS = new TamperingTrials();

  @Test
  void aCutTailIsNamedThoughThePositionOfTheHeadIsLeft() throws SQLException {
    Tampering cut =
        Tampering.at(
            "a cut tail, the position left",
            0,
            it -> {
              it.execute("DELETE FROM ledger.event WHERE global_position > 500");
              it.execute("DELETE FROM ledger.event_identity WHERE global_position > 500");
              it.rewriteTree(500);
              it.execute("UPDATE ledger.head SET position = " + TamperedLedger.SIZE);
            },
            FindingKind.TAIL_CUT);
    assertThat(TRIALS.ledger().verifyAfter(cut, TRIALS.ledger().anchors()).findings())
        .singleElement()
        .matches(found -> found.kind() == FindingKind.TAIL_CUT)
        .matches(found -> found.first() == 501 && found.last() == TamperedLedger.SIZE);
    assertThat(TRIALS.ledger().verifyAfter(cut, List.of()).findings())
        .singleElement()
        .matches(found -> found.kind() == FindingKind.HEAD && found.first() == 501);
  }

  private List<Finding> tail(TamperedLedger.Change decoy, boolean identities) throws SQLException {
    Tampering cut =
        Tampering.at(
            "the tail cut with tree and head, some of its rows left",
            501,
            it -> {
              it.execute("DELETE FROM ledger.event WHERE global_position > 500");
              if (!identities) {
                it.execute("DELETE FROM ledger.event_identity WHERE global_position > 500");
              }
              it.rewriteTree(500);
              decoy.run(it);
            },
            FindingKind.TAIL_CUT);
    assertThat(TRIALS.isFound(cut, true)).isTrue();
    return TRIALS.ledger().verifyAfter(cut, TRIALS.ledger().anchors()).findings();
  }

  @Test
  void aCutTailIsNamedWhateverRowsAreLeftAfterIt() throws SQLException {
    assertThat(tail(it -> {}, true))
        .anyMatch(found -> found.kind() == FindingKind.IDENTITY && found.first() == 501);
    tail(
        it ->
            it.execute(
                "INSERT INTO ledger.event_identity SELECT gen_random_uuid(), 1000000000,"
                    + " occurred_at, content_hash FROM ledger.event_identity LIMIT 1"),
        false);
    assertThat(
            tail(
                it -> {
                  it.execute("CREATE TEMP TABLE decoy AS SELECT * FROM ledger.event LIMIT 1");
                  it.execute("UPDATE decoy SET global_position = 1000000000");
                  it.execute("INSERT INTO ledger.event SELECT * FROM decoy");
                },
                false))
        .anyMatch(found -> found.kind() == FindingKind.HEAD && found.first() == 501);
  }

  /** Inserts rows while an index on the position is not maintained. */
  private static void hide(TamperedLedger it, String table, String insert) throws SQLException {
    String ready =
        "UPDATE pg_index SET indisready = %s WHERE indrelid IN (SELECT inhrelid FROM pg_inherits"
            + " WHERE inhparent = '%s'::regclass UNION ALL SELECT '%s'::regclass)";
    it.execute(ready.formatted("false", table, table));
    it.execute(insert);
    it.execute(ready.formatted("true", table, table));
  }

  @Test
  void aRowThatTheIndexOnThePositionLacksIsFound() throws SQLException {
    int position = TRIALS.ledger().position();
    for (boolean withCheckpoint : new boolean[] {false, true}) {
      assertThat(
              TRIALS.isFound(
                  Tampering.at(
                      "a second row that an index lacks",
                      position,
                      it ->
                          hide(
                              it,
                              "ledger.event",
                              "INSERT INTO ledger.event SELECT * FROM ledger.event WHERE"
                                  + " global_position = "
                                  + position),
                      FindingKind.ROW_INSERTED),
                  withCheckpoint))
          .isTrue();
      assertThat(
              TRIALS.isFound(
                  Tampering.at(
                      "a second identity that its indexes lack",
                      position,
                      it ->
                          hide(
                              it,
                              "ledger.event_identity",
                              "INSERT INTO ledger.event_identity SELECT * FROM"
                                  + " ledger.event_identity WHERE global_position = "
                                  + position),
                      FindingKind.IDENTITY),
                  withCheckpoint))
          .isTrue();
      assertThat(
              TRIALS.isFound(
                  Tampering.at(
                      "a row after the head that an index lacks",
                      0,
                      it -> {
                        it.execute("CREATE TEMP TABLE far AS SELECT * FROM ledger.event LIMIT 1");
                        it.execute("UPDATE far SET global_position = 1000000000");
                        hide(it, "ledger.event", "INSERT INTO ledger.event SELECT * FROM far");
                      },
                      FindingKind.ROW_INSERTED),
                  withCheckpoint))
          .isTrue();
    }
  }

  @Test
  void aValueThatPostgresCannotConvertIsAFinding() throws SQLException {
    int position = TRIALS.ledger().position();
    for (String value : List.of("\\u0000", "\\ud800")) {
      assertThat(
              TRIALS.isFound(
                  Tampering.at(
                      "an event that seems to archive, with JSON that Postgres cannot read",
                      position,
                      it ->
                          it.execute(
                              "UPDATE ledger.event SET session_id = 'ledger:control', stream ="
                                  + " 'ledger:control', event_type = 'retention.archived', payload ="
                                  + " '{\"result\":{\"lower\":\""
                                  + value
                                  + "\"}}' WHERE global_position = "
                                  + position),
                      FindingKind.ROW_CHANGED),
                  true))
          .isTrue();
    }
    assertThat(
            TRIALS.isFound(
                Tampering.at(
                    "a head of a year that no event has",
                    0,
                    it -> it.execute("UPDATE ledger.head SET recorded_at = '294260-01-01'"),
                    FindingKind.HEAD),
                true))
        .isTrue();
  }
}
