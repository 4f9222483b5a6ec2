package io.contextgraph.verify;

import io.contextgraph.note.Checkpoint;
import io.contextgraph.note.MalformedNoteException;
import io.contextgraph.note.SignedNote;
import io.contextgraph.server.FailureText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads {@code ledger.checkpoint}, and checks each row by itself. Not thread-safe. */
final class StoredCheckpoints {
  private static final String TABLE = "ledger.checkpoint";

  private final Connection connection;
  private final LedgerTables tables;
  private final CheckpointKeys keys;
  private final Findings findings;
  private final Set<String> origins = new TreeSet<>();

  StoredCheckpoints(Connection connection, CheckpointKeys keys, Findings findings) {
    this.connection = connection;
    this.tables = new LedgerTables(connection);
    this.keys = keys;
    this.findings = findings;
  }

  /** Those that are larger than a size and at most as large as another, by size. */
  List<Anchor> between(long after, long upTo) throws SQLException {
    if (!tables.exists(TABLE)) {
      return List.of();
    }
    try (PreparedStatement read = connection.prepareStatement(Sql.READ_CHECKPOINTS.text())) {
      read.setLong(1, after);
      read.setLong(2, upTo);
      return anchors(read);
    }
  }

  /** Those that are larger than the ledger. */
  List<Anchor> beyond() throws SQLException {
    if (!tables.exists(TABLE)) {
      return List.of();
    }
    try (PreparedStatement read = connection.prepareStatement(Sql.READ_CHECKPOINTS_BEYOND.text())) {
      return anchors(read);
    }
  }

  private List<Anchor> anchors(PreparedStatement read) throws SQLException {
    List<Anchor> anchors = new ArrayList<>();
    try (ResultSet row = read.executeQuery()) {
      while (row.next()) {
        String name = "stored checkpoint " + row.getLong("id");
        try {
          anchors.add(anchor(name, row));
        } catch (MalformedNoteException | TamperedException e) {
          findings.add(Finding.of(FindingKind.CHECKPOINT, name + ": " + FailureText.of(e)));
        }
      }
    }
    return anchors;
  }

  private Anchor anchor(String name, ResultSet row) throws SQLException {
    byte[] bytes = row.getBytes("note");
    if (bytes == null) {
      throw new TamperedException("it has no note");
    }
    SignedNote note = SignedNote.parse(bytes);
    Checkpoint checkpoint = Checkpoint.parse(note.text());
    CheckpointKeys.Signature signature = keys.check(note);
    if (signature == CheckpointKeys.Signature.INVALID) {
      throw new TamperedException("its signature is not valid");
    }
    if (!checkpoint.origin().equals(row.getString("origin"))
        || checkpoint.size() != row.getLong("tree_size")
        || !Arrays.equals(checkpoint.root().toBytes(), row.getBytes("root"))) {
      throw new TamperedException("its columns are not those of its note");
    }
    origins.add(checkpoint.origin());
    return new Anchor(
        name,
        checkpoint.origin(),
        checkpoint.size(),
        checkpoint.root(),
        signature == CheckpointKeys.Signature.VALID);
  }

  /** The origins of those that were read. */
  Set<String> origins() {
    return origins;
  }

  /** A row that contradicts itself. */
  private static final class TamperedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TamperedException(String message) {
      super(message);
    }
  }
}
