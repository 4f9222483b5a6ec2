package io.contextgraph.verify;

import io.contextgraph.note.Checkpoint;
import io.contextgraph.note.MalformedNoteException;
import io.contextgraph.note.SignedNote;
import io.contextgraph.server.FailureText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads {@code ledger.checkpoint}, and checks each row by itself. Not thread-safe. */
final class StoredCheckpoints {
  private final Connection connection;
  private final CheckpointKeys keys;
  private final Findings findings;
  private boolean asked;
  private boolean exists;

  StoredCheckpoints(Connection connection, CheckpointKeys keys, Findings findings) {
    this.connection = connection;
    this.keys = keys;
    this.findings = findings;
  }

  /** Those that are larger than a size and at most as large as another, by size. */
  List<Anchor> between(long after, long upTo) throws SQLException {
    if (!exists()) {
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
    if (!exists()) {
      return List.of();
    }
    try (PreparedStatement read = connection.prepareStatement(Sql.READ_CHECKPOINTS_BEYOND.text())) {
      return anchors(read);
    }
  }

  private boolean exists() throws SQLException {
    if (!asked) {
      asked = true;
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery(Sql.FIND_CHECKPOINTS.text())) {
        row.next();
        exists = row.getBoolean(1);
      }
    }
    return exists;
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
    SignedNote note = SignedNote.parse(row.getBytes("note"));
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
    return new Anchor(
        name,
        checkpoint.origin(),
        checkpoint.size(),
        checkpoint.root(),
        signature == CheckpointKeys.Signature.VALID);
  }

  /** A row that contradicts itself. */
  private static final class TamperedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TamperedException(String message) {
      super(message);
    }
  }
}
