package io.contextgraph.cli;

import io.contextgraph.note.Checkpoint;
import io.contextgraph.note.MalformedNoteException;
import io.contextgraph.note.SignedNote;
import io.contextgraph.server.FailureText;
import io.contextgraph.server.NamedFile;
import java.io.IOException;
import java.nio.file.Path;

/** Reads a checkpoint that a person names. */
final class CheckpointFile {
  private CheckpointFile() {}

  /**
   * The checkpoint in a file.
   *
   * @throws UsageException if the file has no checkpoint
   */
  static SignedNote read(Path file) throws IOException {
    try {
      SignedNote note = SignedNote.parse(new NamedFile(file).read(SignedNote.MAX_BYTES));
      Checkpoint.parse(note.text());
      return note;
    } catch (MalformedNoteException e) {
      throw new UsageException(file + " is not a checkpoint: " + FailureText.of(e));
    }
  }
}
