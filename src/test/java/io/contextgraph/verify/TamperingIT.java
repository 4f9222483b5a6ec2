package io.contextgraph.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Everything that a superuser changes in a real ledger is found and named. */
class TamperingIT {
  private static final long SEED = Long.getLong("seed", 2026L);
  private static final Random RANDOM = new Random(SEED);
  private static final Map<String, Integer> FOUND = new TreeMap<>();

  private static TamperedLedger ledger;

  @BeforeAll
  static void record() throws SQLException {
    ledger = new TamperedLedger(RANDOM);
  }

  @AfterAll
  static void report() throws SQLException {
    int all = FOUND.values().stream().mapToInt(it -> it).sum();
    System.out.println(all + " tamperings tried and found with seed " + SEED + ":");
    FOUND.forEach((name, count) -> System.out.printf("  %4d %s%n", count, name));
    ledger.close();
  }

  /** Returns false if Postgres refuses the tampering. */
  private static boolean isFound(Tampering tampering, boolean withCheckpoint) throws SQLException {
    List<Anchor> anchors =
        withCheckpoint || tampering.needsCheckpoint() ? ledger.anchors() : List.of();
    Verification verification = ledger.verifyAfter(tampering, anchors);
    if (verification == null) {
      return false;
    }
    assertThat(verification.findings())
        .as("%s at %s, seed %s", tampering.name(), tampering.first(), SEED)
        .anyMatch(tampering::isFoundBy);
    String name = tampering.name();
    FOUND.merge(name.length() > 90 ? name.substring(0, 90) + " ..." : name, 1, Integer::sum);
    return true;
  }

  @Test
  void anUntouchedLedgerHasNoFindings() throws SQLException {
    Verification verification = ledger.verify(ledger.anchors());
    assertThat(verification.findings()).isEmpty();
    assertThat(verification.anchored()).isEqualTo(TamperedLedger.SIZE);
    assertThat(ledger.verify(List.of()).anchored()).isZero();
  }

  @Test
  void anyBitOfAnyColumnIsFound() throws SQLException {
    BitTamperings bits = new BitTamperings(ledger);
    for (int found = 0; found < 340; ) {
      boolean withCheckpoint = RANDOM.nextBoolean();
      int table = RANDOM.nextInt(20);
      Tampering next =
          table < 12
              ? bits.ofEvent(withCheckpoint)
              : table < 16 ? bits.ofIdentity() : table < 18 ? bits.ofHead() : bits.ofTile();
      found += isFound(next, withCheckpoint) ? 1 : 0;
    }
  }

  @Test
  void anotherLedgerIdIsFoundWithACheckpoint() throws SQLException {
    BitTamperings bits = new BitTamperings(ledger);
    for (int i = 0; i < 5; i++) {
      assertThat(isFound(bits.ofLedgerId(), true)).isTrue();
    }
  }

  @Test
  void rowsThatWereDeletedInsertedSwappedOrRewrittenAreFound() throws SQLException {
    for (int n = 0; n < 8; n++) {
      for (Tampering tampering : oneOfEachKind()) {
        assertThat(isFound(tampering, RANDOM.nextBoolean())).isTrue();
      }
    }
  }

  private List<Tampering> oneOfEachKind() {
    int position = 1 + ledger.random(TamperedLedger.SIZE - 1);
    List<Tampering> all = new ArrayList<>(new RowTamperings(ledger).at(position));
    all.addAll(new TreeTamperings(ledger).at(position));
    return all;
  }

  @Test
  void whatNeedsACheckpointIsConsistentWithoutOne() throws SQLException {
    List<Tampering> consistent = new ArrayList<>();
    for (int n = 0; n < 3; n++) {
      oneOfEachKind().stream().filter(Tampering::needsCheckpoint).forEach(consistent::add);
    }
    assertThat(consistent).hasSize(9);
    for (Tampering tampering : consistent) {
      assertThat(ledger.verifyAfter(tampering, List.of()).findings())
          .as(tampering.name())
          .isEmpty();
    }
  }

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
    assertThat(ledger.verifyAfter(cut, ledger.anchors()).findings())
        .singleElement()
        .matches(found -> found.kind() == FindingKind.TAIL_CUT)
        .matches(found -> found.first() == 501 && found.last() == TamperedLedger.SIZE);
    assertThat(ledger.verifyAfter(cut, List.of()).findings())
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
    assertThat(isFound(cut, true)).isTrue();
    return ledger.verifyAfter(cut, ledger.anchors()).findings();
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
    int position = ledger.position();
    for (boolean withCheckpoint : new boolean[] {false, true}) {
      assertThat(
              isFound(
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
              isFound(
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
              isFound(
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
    int position = ledger.position();
    for (String value : List.of("\\u0000", "\\ud800")) {
      assertThat(
              isFound(
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
            isFound(
                Tampering.at(
                    "a head of a year that no event has",
                    0,
                    it -> it.execute("UPDATE ledger.head SET recorded_at = '294260-01-01'"),
                    FindingKind.HEAD),
                true))
        .isTrue();
  }

  private static void changePayload(TamperedLedger it, int position) throws SQLException {
    it.execute(
        "UPDATE ledger.event SET payload = '{\"n\": \"x\"}' WHERE global_position = " + position);
  }

  private static List<FindingKind> kindsAfter(String name, TamperedLedger.Change change)
      throws SQLException {
    Tampering tampering = Tampering.at(name, 0, change, FindingKind.ROW_CHANGED);
    FOUND.merge(name, 1, Integer::sum);
    return ledger.verifyAfter(tampering, ledger.anchors()).findings().stream()
        .map(Finding::kind)
        .toList();
  }

  @Test
  void aChangedPayloadHidesNeitherARewrittenHistoryNorAChangedHead() throws SQLException {
    for (int n = 0; n < 10; n++) {
      int rewritten = ledger.position();
      int changed = ledger.position();
      assertThat(
              kindsAfter(
                  "a row rewritten with tree and head, the payload of another changed",
                  it -> {
                    it.execute(
                        "UPDATE ledger.event SET entry_id = entry_id || 'x' WHERE global_position = "
                            + rewritten);
                    it.rewriteTree(TamperedLedger.SIZE);
                    changePayload(it, changed);
                  }))
          .as("positions %s and %s, seed %s", rewritten, changed, SEED)
          .containsExactlyInAnyOrder(FindingKind.ROW_CHANGED, FindingKind.HISTORY_REWRITTEN);
      assertThat(
              kindsAfter(
                  "a payload and the frontier changed",
                  it -> {
                    it.execute(
                        "UPDATE ledger.head SET frontier = set_bit(frontier, 7, 1 - get_bit(frontier, 7))");
                    changePayload(it, changed);
                  }))
          .as("position %s, seed %s", changed, SEED)
          .containsExactlyInAnyOrder(FindingKind.ROW_CHANGED, FindingKind.HEAD);
    }
  }

  @Test
  void anyChangeOfTheSchemaIsFound() throws SQLException {
    List<String> refused = new ArrayList<>();
    SoftAssertions all = new SoftAssertions();
    for (Tampering tampering : SchemaTamperings.all()) {
      all.check(
          () -> {
            if (!isFound(tampering, RANDOM.nextBoolean())) {
              refused.add(tampering.name());
            }
          });
    }
    all.assertAll();
    assertThat(refused).isEmpty();
  }

  @Test
  void settingsOfTheSessionAreNoFinding() throws SQLException {
    Tampering settings =
        Tampering.at(
            "legal settings",
            0,
            it -> {
              it.execute("SET bytea_output = escape; SET quote_all_identifiers = on");
              it.execute("SET standard_conforming_strings = off; SET intervalstyle = iso_8601");
              it.execute("SET timezone = 'Asia/Kolkata'; SET search_path = public");
            },
            FindingKind.SCHEMA);
    assertThat(ledger.verifyAfter(settings, List.of()).findings()).isEmpty();
  }

  @Test
  void anIndexThatIsBeingBuiltIsNoFinding() throws SQLException {
    Tampering index =
        Tampering.at(
            "an index that schema reindex builds",
            0,
            it -> {
              it.execute("CREATE INDEX building ON ledger.event_2026_09 (session_id, stream)");
              it.execute(
                  "UPDATE pg_catalog.pg_index SET indisready = false, indisvalid = false"
                      + " WHERE indexrelid = 'ledger.building'::regclass");
            },
            FindingKind.SCHEMA);
    assertThat(ledger.verifyAfter(index, List.of()).findings()).isEmpty();
  }

  @Test
  void aMemberOfTheOperatorsRoleIsNoFinding() throws SQLException {
    Tampering member =
        Tampering.at(
            "a person's role",
            0,
            it -> it.execute("CREATE ROLE verify_more; GRANT ledger_operator TO verify_more"),
            FindingKind.SCHEMA);
    assertThat(ledger.verifyAfter(member, List.of()).findings()).isEmpty();
  }

  @Test
  void aPartitionWithAnInfiniteBoundIsNamedAndTheRowsAreVerified() throws SQLException {
    Tampering bound =
        Tampering.at(
            "an infinite bound",
            0,
            it ->
                it.execute(
                    "CREATE TABLE ledger.event_far PARTITION OF ledger.event FOR VALUES"
                        + " FROM ('2031-01-01') TO ('infinity')"),
            FindingKind.SCHEMA);
    Verification verification = ledger.verifyAfter(bound, ledger.anchors());
    assertThat(verification.findings())
        .anyMatch(found -> found.detail().contains("ledger.event_far has no finite bounds"));
    assertThat(verification.anchored()).isEqualTo(TamperedLedger.SIZE);
  }
}
