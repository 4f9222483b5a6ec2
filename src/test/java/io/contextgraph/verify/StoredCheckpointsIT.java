package io.contextgraph.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.ledger.TreeReader;
import io.contextgraph.note.Checkpoint;
import io.contextgraph.note.SignedNote;
import io.contextgraph.note.SigningKey;
import io.contextgraph.note.VerifierKey;
import io.contextgraph.system.TestServers;
import io.contextgraph.system.TestSql;
import io.contextgraph.tree.Frontier;
import io.contextgraph.tree.Hash;
import io.contextgraph.tree.Sha256;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checkpoints in the table {@code ledger.checkpoint} of a ledger of 600 events. */
class StoredCheckpointsIT {
  private static final int SIZE = 600;

  private final String database = TestServers.newLedger();
  private final PostgresConnections admin = TestServers.ledger(database, "postgres");
  private final SigningKey key =
      SigningKey.generate("log", VerifierKey.ED25519, new SecureRandom());
  private final CheckpointKeys keys = new CheckpointKeys(List.of(key.verifierKey()));
  private String origin = "";

  @BeforeEach
  void record() throws SQLException {
    TamperedLedger.append(database, 1, SIZE, new Random(1));
    try (Connection connection = admin.open()) {
      origin = "context-graph/" + new TreeReader(connection).head().ledgerId();
    }
    store(signed(300, root(300), key));
    store(signed(500, root(500), key));
  }

  private Hash root(long size) throws SQLException {
    try (Connection connection = admin.open()) {
      return new TreeReader(connection).tree(size).frontier().root(new Sha256());
    }
  }

  private SignedNote signed(long size, Hash root, SigningKey signer) {
    String text = new Checkpoint(origin, size, root).text();
    return new SignedNote(text, List.of()).signedBy(signer);
  }

  private void store(SignedNote note) throws SQLException {
    Checkpoint checkpoint = Checkpoint.parse(note.text());
    try (Connection connection = admin.open();
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO ledger.checkpoint (origin, tree_size, root, note)"
                    + " VALUES (?, ?, ?, ?)")) {
      insert.setString(1, checkpoint.origin());
      insert.setLong(2, checkpoint.size());
      insert.setBytes(3, checkpoint.root().toBytes());
      insert.setBytes(4, note.toBytes());
      insert.executeUpdate();
    }
  }

  private List<Finding> findings(CheckpointKeys with) throws SQLException {
    return verify(with).findings();
  }

  /** Past the trigger that refuses it. */
  private void change(String... statements) throws SQLException {
    TestSql.execute(admin, "ALTER TABLE ledger.checkpoint DISABLE TRIGGER refuse_row_change");
    TestSql.execute(admin, statements);
    TestSql.execute(admin, "ALTER TABLE ledger.checkpoint ENABLE ALWAYS TRIGGER refuse_row_change");
  }

  private Verification verify(CheckpointKeys with) throws SQLException {
    try (Connection reader = TestServers.ledger(database, "ledger_reader").open()) {
      return new LedgerVerification(reader, with).run(List.of(), (done, total) -> {});
    }
  }

  @Test
  void aSignatureThatAGivenKeyVerifiesAnchorsThePositions() throws SQLException {
    assertThat(findings(keys)).isEmpty();
    assertThat(verify(keys).anchored()).isEqualTo(500);
    assertThat(verify(new CheckpointKeys(List.of())).anchored()).isZero();
  }

  @Test
  void aChangedColumnOrSignatureIsNamed() throws SQLException {
    change("UPDATE ledger.checkpoint SET root = sha256('x') WHERE tree_size = 300");
    assertThat(findings(keys)).extracting(Finding::kind).containsExactly(FindingKind.CHECKPOINT);
    change(
        "DELETE FROM ledger.checkpoint WHERE tree_size = 300",
        "UPDATE ledger.checkpoint SET note = set_byte(note, octet_length(note) - 6, 65)");
    assertThat(findings(keys)).extracting(Finding::kind).containsExactly(FindingKind.CHECKPOINT);
  }

  @Test
  void aRewrittenHistoryAndACutTailAreFoundByStoredCheckpoints() throws SQLException {
    store(signed(550, Hash.of(new byte[32]), key));
    assertThat(findings(keys))
        .singleElement()
        .matches(found -> found.kind() == FindingKind.HISTORY_REWRITTEN)
        .matches(found -> found.first() == 501 && found.last() == 550);
    change("DELETE FROM ledger.checkpoint WHERE tree_size = 550");
    store(signed(SIZE + 100, Hash.of(new byte[32]), key));
    assertThat(findings(keys))
        .singleElement()
        .matches(found -> found.kind() == FindingKind.TAIL_CUT)
        .matches(found -> found.first() == SIZE + 1 && found.last() == SIZE + 100);
  }

  @Test
  void aForgedCheckpointIsNamedIfALaterOneFits() throws SQLException {
    SigningKey unknown = SigningKey.generate("log", VerifierKey.ED25519, new SecureRandom());
    store(signed(400, Hash.of(new byte[32]), unknown));
    assertThat(findings(keys)).extracting(Finding::kind).containsExactly(FindingKind.CHECKPOINT);
  }

  @Test
  void oneThatNoGivenKeySignedIsCountedAndNoCutTail() throws SQLException {
    SigningKey unknown = SigningKey.generate("log", VerifierKey.ED25519, new SecureRandom());
    store(signed(550, root(550), unknown));
    assertThat(findings(keys)).isEmpty();
    assertThat(verify(keys).anchored()).isEqualTo(500);
    assertThat(verify(keys).checkpoints().unverified()).isEqualTo(1);
    store(signed(1_000_000, Hash.of(new byte[32]), unknown));
    assertThat(findings(keys)).extracting(Finding::kind).containsExactly(FindingKind.CHECKPOINT);
    assertThat(verify(keys).checkpoints().unverified()).isEqualTo(2);
  }

  @Test
  void oneOfNoPositionIsReadToo() throws SQLException {
    store(signed(0, Frontier.EMPTY.root(new Sha256()), key));
    assertThat(findings(keys)).isEmpty();
    store(signed(0, Hash.of(new byte[32]), key));
    assertThat(findings(keys))
        .extracting(Finding::kind)
        .containsExactly(FindingKind.HISTORY_REWRITTEN);
    change(
        "DELETE FROM ledger.checkpoint WHERE tree_size = 0",
        "UPDATE ledger.checkpoint SET tree_size = 0 WHERE tree_size = 300");
    assertThat(findings(keys)).extracting(Finding::kind).containsExactly(FindingKind.CHECKPOINT);
  }

  @Test
  void anotherLedgerIdContradictsTheOrigin() throws SQLException {
    TestSql.execute(
        admin,
        "ALTER TABLE ledger.head DISABLE TRIGGER keep_head",
        "UPDATE ledger.head SET ledger_id = gen_random_uuid()",
        "ALTER TABLE ledger.head ENABLE ALWAYS TRIGGER keep_head");
    assertThat(findings(keys)).extracting(Finding::kind).containsExactly(FindingKind.HEAD);
  }
}
