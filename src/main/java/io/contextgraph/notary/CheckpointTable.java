package io.contextgraph.notary;

import io.contextgraph.note.Checkpoint;
import io.contextgraph.note.MalformedNoteException;
import io.contextgraph.note.SignedNote;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;

/**
 * The checkpoints that the ledger has stored.
 *
 * @param ledger with auto-commit on
 */
record CheckpointTable(Connection ledger) {
  /** Stores a checkpoint, unless it is stored already with the same signatures. */
  void store(SignedNote note) throws SQLException {
    Checkpoint checkpoint = Checkpoint.parse(note.text());
    try (PreparedStatement store = ledger.prepareStatement(Sql.STORE_CHECKPOINT.text())) {
      store.setString(1, checkpoint.origin());
      store.setLong(2, checkpoint.size());
      store.setBytes(3, checkpoint.root().toBytes());
      store.setBytes(4, note.toBytes());
      store.executeUpdate();
    }
  }

  /**
   * The largest checkpoint of an origin.
   *
   * @throws TreeMismatchException if it is not what was stored
   */
  Optional<SignedNote> largest(String origin) throws SQLException {
    try (PreparedStatement find = ledger.prepareStatement(Sql.FIND_LARGEST_CHECKPOINT.text())) {
      find.setString(1, origin);
      return note(find);
    }
  }

  /** The largest checkpoint of an origin, without those that are not what was stored. */
  Optional<SignedNote> largestIntact(String origin) throws SQLException {
    try (PreparedStatement list = ledger.prepareStatement(Sql.LIST_CHECKPOINTS.text())) {
      list.setString(1, origin);
      try (ResultSet row = list.executeQuery()) {
        Optional<SignedNote> intact = Optional.empty();
        while (intact.isEmpty() && row.next()) {
          intact = intact(row);
        }
        return intact;
      }
    }
  }

  /**
   * The newest checkpoint of a tree that has this position.
   *
   * @throws TreeMismatchException if it is not what was stored
   */
  Optional<SignedNote> covering(long position) throws SQLException {
    try (PreparedStatement find = ledger.prepareStatement(Sql.FIND_COVERING_CHECKPOINT.text())) {
      find.setLong(1, position);
      return note(find);
    }
  }

  private static Optional<SignedNote> note(PreparedStatement find) throws SQLException {
    try (ResultSet row = find.executeQuery()) {
      return row.next() ? Optional.of(requireIntact(row)) : Optional.empty();
    }
  }

  private static SignedNote requireIntact(ResultSet row) throws SQLException {
    long id = row.getLong("id");
    return intact(row)
        .orElseThrow(
            () -> TreeMismatchException.damaged("stored checkpoint " + id + " is damaged"));
  }

  /** The note of a row; empty if it is none, or the other columns are not those of the note. */
  private static Optional<SignedNote> intact(ResultSet row) throws SQLException {
    SignedNote note;
    Checkpoint checkpoint;
    try {
      note = SignedNote.parse(row.getBytes("note"));
      checkpoint = Checkpoint.parse(note.text());
    } catch (MalformedNoteException damaged) {
      return Optional.empty();
    }
    boolean same =
        checkpoint.origin().equals(row.getString("origin"))
            && checkpoint.size() == row.getLong("tree_size")
            && Arrays.equals(checkpoint.root().toBytes(), row.getBytes("root"));
    return same ? Optional.of(note) : Optional.empty();
  }
}
