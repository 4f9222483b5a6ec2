package io.contextgraph.note;

import io.contextgraph.tree.Hash;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a log sends to a witness: the body of add-checkpoint (C2SP tlog-witness).
 *
 * @param old the size of the checkpoint that the witness cosigned last, as the log knows it
 * @param proof that the checkpoint's tree extends the one of that size, at most 63 hashes
 * @param checkpoint the new checkpoint, signed by the log
 */
public record WitnessRequest(long old, List<Hash> proof, SignedNote checkpoint) {
  private static final String OLD = "old ";

  /**
   * @throws MalformedNoteException if a parameter is not as described
   */
  public WitnessRequest {
    proof = List.copyOf(proof);
    MalformedNoteException.require(old >= 0, "the old size is negative");
    MalformedNoteException.require(
        proof.size() <= TlogProof.MAX_HASHES,
        "a consistency proof has more than " + TlogProof.MAX_HASHES + " hashes");
    Checkpoint.parse(checkpoint.text());
  }

  /**
   * Parses a body. Whatever it accepts, {@link #toBytes} gives back byte by byte.
   *
   * @throws MalformedNoteException if it does not have the form of one
   */
  public static WitnessRequest parse(byte[] body) {
    String all = NoteForm.text(body);
    int end = all.indexOf("\n\n");
    MalformedNoteException.require(end >= 0, "a request has no empty line before its checkpoint");
    List<String> lines = NoteForm.lines(all.substring(0, end + 1));
    MalformedNoteException.require(
        lines.get(0).startsWith(OLD), "a request does not begin with the old size");
    List<String> hashes = lines.subList(1, lines.size());
    MalformedNoteException.require(
        hashes.size() <= TlogProof.MAX_HASHES,
        "a consistency proof has more than " + TlogProof.MAX_HASHES + " hashes");
    return new WitnessRequest(
        NoteForm.decimal(lines.get(0).substring(OLD.length()), "the old size"),
        hashes.stream().map(hash -> NoteForm.hash(hash, "a hash of a proof")).toList(),
        SignedNote.parse(all.substring(end + 2).getBytes(StandardCharsets.UTF_8)));
  }

  /** The checkpoint's text, parsed. */
  public Checkpoint head() {
    return Checkpoint.parse(checkpoint.text());
  }

  /** The body's bytes: text in UTF-8. */
  public byte[] toBytes() {
    StringBuilder text = new StringBuilder(OLD).append(old).append('\n');
    proof.forEach(hash -> text.append(hash).append('\n'));
    text.append('\n').append(new String(checkpoint.toBytes(), StandardCharsets.UTF_8));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
