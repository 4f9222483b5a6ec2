package io.contextgraph.witness;

import io.contextgraph.note.Checkpoint;
import io.contextgraph.note.MalformedNoteException;
import io.contextgraph.note.SignedNote;
import io.contextgraph.note.SyncedFile;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a witness keeps of one log, in a folder of its own: the checkpoint that it cosigned last,
 * and the evidence of a fork. What a method wrote is on the disk when it returns, and a program
 * that is killed leaves the state from before or after. Not thread-safe.
 */
final class LogState {
  private static final String CHECKPOINT = "checkpoint";
  private static final String FIRST = "fork-first.checkpoint";

  /** Written last: with it, the log has forked. */
  private static final String SECOND = "fork-second.checkpoint";

  private final Path folder;
  private final String origin;

  /**
   * @param folder exists
   */
  LogState(Path folder, String origin) {
    this.folder = folder;
    this.origin = origin;
  }

  /**
   * Reads what is known of the log.
   *
   * @throws IOException if a file cannot be read, or is not what this class writes; the log is then
   *     not one that was never seen
   */
  Known known() throws IOException {
    boolean forked = new SyncedFile(folder.resolve(SECOND)).read().isPresent();
    Optional<Checkpoint> head = last().map(note -> Checkpoint.parse(note.text()));
    return new Known(
        head.map(Checkpoint::size).orElse(0L),
        head.map(Checkpoint::root).orElse(Known.nothing().root()),
        forked);
  }

  Path folder() {
    return folder;
  }

  /** The checkpoint that was cosigned last, with its signatures and cosignatures. */
  Optional<SignedNote> last() throws IOException {
    Path file = folder.resolve(CHECKPOINT);
    try {
      Optional<SignedNote> note = new SyncedFile(file).read().map(SignedNote::parse);
      if (note.isPresent() && !Checkpoint.parse(note.get().text()).origin().equals(origin)) {
        throw new FileSystemException("the file " + file + " belongs to another log");
      }
      return note;
    } catch (MalformedNoteException e) {
      FileSystemException broken = new FileSystemException("the file " + file + " is damaged");
      broken.initCause(e);
      throw broken;
    }
  }

  /** Replaces the last checkpoint. */
  void store(SignedNote cosigned) throws IOException {
    new SyncedFile(folder.resolve(CHECKPOINT)).replace(cosigned.toBytes());
  }

  /**
   * Keeps the last checkpoint and another one of its size as evidence.
   *
   * @throws IllegalStateException if there is no last checkpoint
   */
  void keepFork(SignedNote other) throws IOException {
    SignedNote last = last().orElseThrow(() -> new IllegalStateException("no fork of nothing"));
    new SyncedFile(folder.resolve(FIRST)).replace(last.toBytes());
    new SyncedFile(folder.resolve(SECOND)).replace(other.toBytes());
  }
}
