package io.contextgraph.witness;

import io.contextgraph.note.NoteSignature;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An answer of a witness.
 *
 * @param status of HTTP
 * @param type the media type of the body
 * @param body lines
 */
record Reply(int status, String type, String body) {
  private static final int OK = 200;
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String SIZE = "text/x.tlog.size";

  /** The lines of cosignatures. */
  static Reply of(List<NoteSignature> cosignatures) {
    return new Reply(
        OK,
        TEXT,
        cosignatures.stream().map(one -> one.line() + "\n").collect(Collectors.joining()));
  }

  static Reply of(Verdict.Refusal refusal) {
    if (refusal instanceof Verdict.Conflict conflict) {
      return new Reply(conflict.status(), SIZE, conflict.size() + "\n");
    }
    return refused(refusal.status(), ((Verdict.Refused) refusal).reason());
  }

  static Reply refused(int status, String reason) {
    return new Reply(status, TEXT, reason + "\n");
  }

  /** A checkpoint. */
  static Reply checkpoint(byte[] note) {
    return new Reply(OK, TEXT, new String(note, StandardCharsets.UTF_8));
  }

  byte[] bytes() {
    return body.getBytes(StandardCharsets.UTF_8);
  }
}
