package io.contextgraph.notary;

import io.contextgraph.note.SignedNote;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Signs checkpoints and releases them: to the ledger's own table, and to a file or folder. A
 * checkpoint that an earlier run signed but did not release is released again as it is, unless the
 * tree has grown since.
 *
 * @param output empty if only the table gets them
 */
public record CheckpointRelease(
    Notary notary, Cosigning cosigning, Optional<CheckpointOutput> output) {
  /**
   * Signs the ledger's tree, asks the witnesses, and releases the checkpoint.
   *
   * @param ledger connects as ledger_notary, with auto-commit on
   * @return the checkpoint as it was released
   * @throws TreeMismatchException as {@link Notary#sign}
   */
  public SignedNote run(Connection ledger) throws SQLException, IOException, InterruptedException {
    SignedNote signed = notary.sign(ledger);
    SignedNote note = cosigning.cosigned(signed, ledger);
    notary.keep(note);
    new CheckpointTable(ledger).store(note);
    if (output.isPresent()) {
      output.get().write(note);
    }
    return note;
  }
}
