package io.contextgraph.note;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a witness answered.
 *
 * @param status of HTTP
 * @param body its first bytes
 */
record WitnessAnswer(int status, byte[] body) {
  private static final int CONFLICT = 409;

  private static final int SUMMARY = 200;

  /** The size that the witness knows instead of the one that it was asked about. */
  Optional<Long> conflictingSize() {
    String text = new String(body, StandardCharsets.UTF_8);
    if (status != CONFLICT || !text.endsWith("\n")) {
      return Optional.empty();
    }
    try {
      return Optional.of(NoteForm.decimal(text.substring(0, text.length() - 1), "a size"));
    } catch (MalformedNoteException noSize) {
      return Optional.empty();
    }
  }

  /** The status and the beginning of the body, for a person. */
  String summary() {
    String text = new String(body, StandardCharsets.UTF_8).strip();
    String printable = text.replaceAll("[^ -~]+", " ");
    return status + " " + printable.substring(0, Math.min(SUMMARY, printable.length()));
  }
}
