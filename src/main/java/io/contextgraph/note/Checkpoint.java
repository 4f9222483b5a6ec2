package io.contextgraph.note;

import io.contextgraph.tree.Hash;
import java.util.List;

/**
 * The text of a note about a log's tree (C2SP tlog-checkpoint).
 *
 * @param origin the log's unique name: one line that is not empty, without control characters
 * @param size leaves of the tree, from 0
 * @param root the tree's root hash
 * @param extensions further lines, none of them empty; discouraged
 */
public record Checkpoint(String origin, long size, Hash root, List<String> extensions) {
  /**
   * @throws MalformedNoteException if a parameter is not as described
   */
  public Checkpoint {
    extensions = List.copyOf(extensions);
    NoteForm.origin(origin);
    MalformedNoteException.require(size >= 0, "the size of a tree is negative");
    for (String extension : extensions) {
      NoteForm.requirePrintable(extension);
      MalformedNoteException.require(
          !extension.isEmpty() && extension.indexOf('\n') < 0,
          "an extension line of a checkpoint is empty or more than one line");
    }
  }

  /** A checkpoint without extensions. */
  public Checkpoint(String origin, long size, Hash root) {
    this(origin, size, root, List.of());
  }

  /**
   * Parses the text of a note. Whatever it accepts, {@link #text} gives back.
   *
   * @throws MalformedNoteException if the text is not a checkpoint
   */
  public static Checkpoint parse(String text) {
    List<String> lines = NoteForm.lines(text);
    MalformedNoteException.require(lines.size() >= 3, "a checkpoint has fewer than three lines");
    return new Checkpoint(
        lines.get(0),
        NoteForm.decimal(lines.get(1), "the size of a checkpoint"),
        NoteForm.hash(lines.get(2), "the root hash of a checkpoint"),
        lines.subList(3, lines.size()));
  }

  /** The lines, each ended by a newline. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(origin).append('\n').append(size).append('\n').append(root).append('\n');
    extensions.forEach(extension -> text.append(extension).append('\n'));
    return text.toString();
  }
}
