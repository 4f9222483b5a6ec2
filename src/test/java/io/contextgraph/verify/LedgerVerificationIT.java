package io.contextgraph.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.ledger.TreeReader;
import io.contextgraph.note.Checkpoint;
import io.contextgraph.note.SignedNote;
import io.contextgraph.note.SigningKey;
import io.contextgraph.note.VerifierKey;
import io.contextgraph.schema.Installation;
import io.contextgraph.schema.LedgerRoles;
import io.contextgraph.schema.LedgerSchema;
import io.contextgraph.schema.Release01;
import io.contextgraph.system.TestServers;
import io.contextgraph.system.TestSql;
import io.contextgraph.tree.Sha256;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Verifies real ledgers as a reader. */
class LedgerVerificationIT {
  private static final CheckpointKeys NO_KEYS = new CheckpointKeys(List.of());
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String database = TestServers.newLedger();

  private static Verification verify(String database, CheckpointKeys keys, List<Anchor> given)
      throws SQLException {
    try (Connection reader = TestServers.ledger(database, "ledger_reader").openLedger()) {
      return new LedgerVerification(reader, keys).run(given, (done, total) -> {});
    }
  }

  private static Checkpoint checkpoint(String database, long size) throws SQLException {
    try (Connection reader = TestServers.ledger(database, "ledger_reader").openLedger()) {
      TreeReader tree = new TreeReader(reader);
      return new Checkpoint(
          "context-graph/" + tree.head().ledgerId(),
          size,
          tree.tree(size).frontier().root(new Sha256()));
    }
  }

  private static Anchor anchor(String database, long size) throws SQLException {
    Checkpoint made = checkpoint(database, size);
    return new Anchor("outside", made.origin(), size, made.root(), true);
  }

  private static SignedNote signed(Checkpoint checkpoint, SigningKey key) {
    return new SignedNote(checkpoint.text(), List.of()).signedBy(key);
  }

  private static SigningKey key() {
    return SigningKey.generate("log", VerifierKey.ED25519, RANDOM);
  }

  @Test
  void aWholeOlderDatabasePutBackIsFoundWithACheckpointOnly() throws SQLException {
    TamperedLedger.append(database, 1, 400, new Random(1));
    String older = database + "_older";
    TestSql.execute(
        TestServers.ledger("postgres", "postgres"),
        "CREATE DATABASE " + older + " TEMPLATE " + database);
    TamperedLedger.append(database, 401, 700, new Random(2));
    List<Anchor> given = List.of(anchor(database, 300), anchor(database, 700));

    assertThat(verify(older, NO_KEYS, List.of()).findings()).isEmpty();
    assertThat(verify(older, NO_KEYS, given).findings())
        .singleElement()
        .matches(found -> found.kind() == FindingKind.TAIL_CUT && found.first() == 401);

    TamperedLedger.append(older, 1_001, 1_400, new Random(3));
    assertThat(verify(older, NO_KEYS, List.of()).findings()).isEmpty();
    assertThat(verify(older, NO_KEYS, given).findings())
        .singleElement()
        .matches(found -> found.kind() == FindingKind.HISTORY_REWRITTEN)
        .matches(found -> found.first() == 301 && found.last() == 700);
  }

  @Test
  void recordingContinuesMeanwhileAndIsNoFinding() throws Exception {
    TamperedLedger.append(database, 1, 300, new Random(1));
    CompletableFuture<Void> recording =
        CompletableFuture.runAsync(
            () -> {
              try {
                TamperedLedger.append(database, 301, 4_000, new Random(2));
              } catch (SQLException e) {
                throw new IllegalStateException(e);
              }
            });
    List<Long> seen = new ArrayList<>();
    do {
      Verification verified = verify(database, NO_KEYS, List.of());
      assertThat(verified.findings()).isEmpty();
      seen.add(verified.position());
    } while (!recording.isDone());
    assertThat(seen).as("verified meanwhile").anyMatch(it -> it > 300 && it < 4_000);
    recording.join();
    assertThat(verify(database, NO_KEYS, List.of()).position()).isEqualTo(4_000);
  }

  @Test
  void anUpgradedSchemaIsTheInstalledOne() throws SQLException {
    String upgraded = TestServers.newDatabase();
    PostgresConnections admin = TestServers.ledger(upgraded, "postgres");
    Release01.install(admin);
    TestSql.execute(admin, "SELECT ledger.ensure_partition('2026-11-02T09:00:00Z')");
    LedgerSchema.install(admin, Map.of());
    assertThat(verify(upgraded, NO_KEYS, List.of()).findings()).isEmpty();
  }

  @Test
  void rolesOfAnotherPrefixAreThoseThatWereInstalled() throws SQLException {
    String prefixed = TestServers.newDatabase();
    PostgresConnections admin = TestServers.ledger(prefixed, "postgres");
    LedgerRoles roles = new LedgerRoles("verify_" + System.nanoTime());
    LedgerSchema.install(admin, new Installation(Map.of(), Optional.of(roles), false, note -> {}));
    TestSql.execute(admin, "SELECT ledger.ensure_partition('2026-11-02T09:00:00Z')");
    try (Connection connection = admin.open()) {
      LedgerVerification verification = new LedgerVerification(connection, NO_KEYS);
      assertThat(verification.run(List.of(), (done, total) -> {}).findings()).isEmpty();
    }
  }

  @Test
  void aSearchPathOfAllSessionsIsNamed() throws SQLException {
    PGSimpleDataSource steered =
        (PGSimpleDataSource) TestServers.ledger(database, "ledger_reader").dataSource();
    steered.setOptions("-c search_path=public");
    try (Connection reader = steered.getConnection()) {
      Verification verification =
          new LedgerVerification(reader, NO_KEYS).run(List.of(), (done, total) -> {});
      assertThat(verification.findings())
          .singleElement()
          .matches(found -> found.detail().contains("setting of the server is not installed"))
          .matches(found -> found.detail().contains("search_path=public"));
    }
  }

  @Test
  void aRoleOfOnesOwnMayRead() throws SQLException {
    PostgresConnections admin = TestServers.ledger(database, "postgres");
    TestSql.execute(
        admin,
        "CREATE ROLE verify_analyst",
        "GRANT USAGE ON SCHEMA ledger TO verify_analyst",
        "GRANT SELECT (position) ON ledger.head TO verify_analyst");
    assertThat(verify(database, NO_KEYS, List.of()).findings()).isEmpty();
    TestSql.execute(admin, "GRANT INSERT ON ledger.event TO verify_analyst");
    assertThat(verify(database, NO_KEYS, List.of()).findings()).hasSize(1);
    TestSql.execute(admin, "DROP OWNED BY verify_analyst", "DROP ROLE verify_analyst");
  }

  @Test
  void aLedgerWithoutItsTreeIsVerifiedRowByRow() throws SQLException {
    TamperedLedger.append(database, 1, 600, new Random(1));
    PostgresConnections admin = TestServers.ledger(database, "postgres");
    TestSql.execute(
        admin,
        "ALTER TABLE ledger.head DISABLE TRIGGER keep_head",
        "ALTER TABLE ledger.tile DISABLE TRIGGER refuse_row_change",
        "DELETE FROM ledger.tile",
        "UPDATE ledger.head SET tree_size = 0, frontier = ''",
        "ALTER TABLE ledger.tile ENABLE ALWAYS TRIGGER refuse_row_change",
        "ALTER TABLE ledger.head ENABLE ALWAYS TRIGGER keep_head");
    Verification verification = verify(database, NO_KEYS, List.of());
    assertThat(verification.findings()).isEmpty();
    assertThat(verification.treeSize()).isZero();
    TestSql.execute(
        admin,
        "ALTER TABLE ledger.event DISABLE TRIGGER refuse_row_change",
        "UPDATE ledger.event SET session_id = 'x' WHERE global_position = 77",
        "ALTER TABLE ledger.event ENABLE ALWAYS TRIGGER refuse_row_change");
    assertThat(verify(database, NO_KEYS, List.of()).findings())
        .singleElement()
        .matches(found -> found.kind() == FindingKind.ROW_CHANGED && found.first() == 77);
  }

  @Test
  void aCheckpointThatNoGivenKeySignedIsRefused() throws SQLException {
    TamperedLedger.append(database, 1, 40, new Random(1));
    SigningKey key = key();
    byte[] note = signed(checkpoint(database, 40), key).toBytes();
    CheckpointKeys keys = new CheckpointKeys(List.of(key.verifierKey()));
    Verification verification = verify(database, keys, List.of(keys.given("file", note)));
    assertThat(verification.findings()).isEmpty();
    assertThat(verification.anchored()).isEqualTo(40);
    CheckpointKeys others = new CheckpointKeys(List.of(key().verifierKey()));
    assertThatThrownBy(() -> others.given("file", note))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("none of the given keys has signed it");
  }
}
