package io.contextgraph.notary;

import io.contextgraph.note.SignedNote;
import java.sql.Connection;
import java.sql.SQLException;

/** Asks witnesses to cosign a checkpoint. */
@FunctionalInterface
public interface Cosigning {
  /** There are no witnesses. */
  Cosigning NONE = (note, ledger) -> note;

  /**
   * The checkpoint with the cosignatures of the witnesses that answered.
   *
   * @param ledger proves to a witness that the checkpoint continues the one that it saw last
   */
  SignedNote cosigned(SignedNote note, Connection ledger) throws SQLException, InterruptedException;
}
