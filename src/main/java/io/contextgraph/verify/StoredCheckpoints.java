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
import org.jspecify.annotations.Nullable;

/** Reads {@code ledger.checkpoint}, and checks each row by itself. Not thread-safe. */
final class StoredCheckpoints {
  private static final String TABLE = "ledger.checkpoint";

  private final Connection connection;
  private final LedgerTables tables;
  private final CheckpointKeys keys;
  private final Findings findings;
  private final Set<String> origins = new TreeSet<>();
  private long unverified;
  private @Nullable Boolean there;

  StoredCheckpoints(Connection connection, CheckpointKeys keys, Findings findings) {
    this.connection = connection;
    this.tables = new LedgerTables(connection);
    this.keys = keys;
    this.findings = findings;
  }

  /** Asked once: reading the ledger takes many pages. */
  private boolean isThere() throws SQLException {
    Boolean known = there;
    if (known == null) {
      known = tables.exists(TABLE);
      there = known;
    }
    return known;
  }

  /** Those of one size up to another, by size. */
  List<Anchor> between(long first, long last) throws SQLException {
    if (!isThere()) {
      return List.of();
    }
    try (PreparedStatement read = connection.prepareStatement(Sql.READ_CHECKPOINTS.text())) {
      read.setLong(1, first);
      read.setLong(2, last);
      return anchors(read);
    }
  }

  /**
   * Those that are larger than the ledger.
   *
   * @param end the last position that has a row or an identity
   * @param position that of the head when it was read
   */
  List<Anchor> beyond(long end, long position) throws SQLException {
    if (!isThere()) {
      return List.of();
    }
    try (PreparedStatement read = connection.prepareStatement(Sql.READ_CHECKPOINTS_BEYOND.text())) {
      read.setLong(1, end);
      read.setLong(2, position);
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
    boolean valid = signature == CheckpointKeys.Signature.VALID;
    count(checkpoint, valid);
    return new Anchor(name, checkpoint.origin(), checkpoint.size(), checkpoint.root(), valid);
  }

  private void count(Checkpoint checkpoint, boolean valid) {
    if (valid || keys.keys().isEmpty()) {
      origins.add(checkpoint.origin());
    } else {
      unverified++;
    }
  }

  /** The number of those that were read and that none of the given keys has signed. */
  long unverified() {
    return unverified;
  }

  /** The origins of those that were read, and signed if keys are given. */
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
