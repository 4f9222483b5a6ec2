package io.contextgraph.notary;

import io.contextgraph.event.EventId;
import io.contextgraph.note.Checkpoint;
import io.contextgraph.note.SignedNote;
import io.contextgraph.note.TlogProof;
import io.contextgraph.tree.Sha256;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Makes the proof that an event is recorded.
 *
 * @param ledger with auto-commit on
 */
public record EventProof(Connection ledger) {
  /**
   * The proof that an event is in the tree of a checkpoint.
   *
   * @param given the checkpoint; if empty, the newest that is stored and has the event's position
   * @throws IllegalArgumentException if the ledger does not have the event, or no checkpoint has
   *     its position
   * @throws TreeMismatchException if the ledger does not have the tree of the checkpoint
   */
  public TlogProof of(EventId id, Optional<SignedNote> given) throws SQLException {
    return of(leaf(id), given);
  }

  /**
   * The proof of an event whose row the ledger need not have any more.
   *
   * @param proven the leaf of the event
   * @param given as for the other
   * @throws IllegalArgumentException if no checkpoint has the event's position
   * @throws TreeMismatchException if the ledger does not have the tree of the checkpoint, or
   *     another leaf at that position
   */
  public TlogProof of(ProvenLeaf proven, Optional<SignedNote> given) throws SQLException {
    long position = proven.leaf().position();
    SignedNote note = given.isPresent() ? given.get() : newest(position);
    Checkpoint checkpoint = Checkpoint.parse(note.text());
    if (checkpoint.size() < position) {
      throw new IllegalArgumentException(
          "event %s is at position %d, but the checkpoint ends at position %d"
              .formatted(proven.fields().eventId(), position, checkpoint.size()));
    }
    return CheckpointTree.open(ledger, note).proof(proven);
  }

  private SignedNote newest(long position) throws SQLException {
    return new CheckpointTable(ledger)
        .covering(position)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no checkpoint has position "
                        + position
                        + " yet: run \"context-graph ledger checkpoint\" first"));
  }

  private ProvenLeaf leaf(EventId id) throws SQLException {
    try (PreparedStatement find = ledger.prepareStatement(Sql.FIND_LEAF_FIELDS.text())) {
      find.setString(1, id.toString());
      try (ResultSet row = find.executeQuery()) {
        if (!row.next()) {
          throw new IllegalArgumentException("the ledger has no event " + id);
        }
        return leaf(id, row);
      }
    }
  }

  private static ProvenLeaf leaf(EventId id, ResultSet row) throws SQLException {
    Sha256 sha256 = new Sha256();
    byte[] personalData = row.getBytes("personal_data");
    LeafFields fields =
        new LeafFields(
            id,
            row.getBytes("content_hash"),
            personalData == null ? sha256.empty() : sha256.of(personalData),
            row.getString("stream"),
            row.getString("entry_id"));
    return ProvenLeaf.of(
        row.getLong("global_position"), row.getLong("recorded_at_micros"), fields, sha256);
  }
}
