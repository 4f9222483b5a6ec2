package io.contextgraph.notary;

import io.contextgraph.note.Checkpoint;
import io.contextgraph.note.SignedNote;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
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

  /** The largest checkpoint of an origin. */
  Optional<SignedNote> largest(String origin) throws SQLException {
    try (PreparedStatement find = ledger.prepareStatement(Sql.FIND_LARGEST_CHECKPOINT.text())) {
      find.setString(1, origin);
      return note(find);
    }
  }

  /** The newest checkpoint of a tree that has this position. */
  Optional<SignedNote> covering(long position) throws SQLException {
    try (PreparedStatement find = ledger.prepareStatement(Sql.FIND_COVERING_CHECKPOINT.text())) {
      find.setLong(1, position);
      return note(find);
    }
  }

  private static Optional<SignedNote> note(PreparedStatement find) throws SQLException {
    try (ResultSet row = find.executeQuery()) {
      return row.next() ? Optional.of(SignedNote.parse(row.getBytes(1))) : Optional.empty();
    }
  }
}
