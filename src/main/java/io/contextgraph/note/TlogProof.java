package io.contextgraph.note;

import io.contextgraph.tree.Hash;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The proof that a log contains an entry, to be checked offline (C2SP tlog-proof). Proves nothing
 * until the checkpoint's signatures and the path were verified.
 *
 * @param extra data of the application that nothing authenticates
 * @param index of the entry, from 0
 * @param path the hashes beside the way to the root, from the leaf up, at most 63
 * @param checkpoint a signed checkpoint of a tree that contains the index
 */
public record TlogProof(
    Optional<byte[]> extra, long index, List<Hash> path, SignedNote checkpoint) {
  /** Hashes of a path. */
  public static final int MAX_HASHES = 63;

  private static final String HEADER = "c2sp.org/tlog-proof@v1";
  private static final String EXTRA = "extra ";
  private static final String INDEX = "index ";

  /**
   * @throws MalformedNoteException if a parameter is not as described
   */
  public TlogProof {
    path = List.copyOf(path);
    MalformedNoteException.require(
        path.size() <= MAX_HASHES, "a proof has more than " + MAX_HASHES + " hashes");
    long size = Checkpoint.parse(checkpoint.text()).size();
    MalformedNoteException.require(
        index >= 0 && index < size, "a tree of " + size + " leaves has no leaf " + index);
  }

  /** Whether the bytes begin as a proof does. */
  public static boolean hasHeader(byte[] file) {
    byte[] header = (HEADER + "\n").getBytes(StandardCharsets.UTF_8);
    return file.length >= header.length
        && Arrays.equals(file, 0, header.length, header, 0, header.length);
  }

  /**
   * Parses a proof. Whatever it accepts, {@link #toBytes} gives back byte by byte.
   *
   * @throws MalformedNoteException if the bytes are not a proof
   */
  public static TlogProof parse(byte[] proof) {
    String all = NoteForm.text(proof);
    int end = all.indexOf("\n\n");
    MalformedNoteException.require(end >= 0, "a proof has no empty line before its checkpoint");
    return parse(
        all.substring(0, end + 1),
        SignedNote.parse(all.substring(end + 2).getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Parses what precedes the checkpoint of a proof. Whatever it accepts, {@link #head} gives back
   * byte by byte.
   *
   * @param head without the empty line
   * @throws MalformedNoteException if the bytes are not the beginning of a proof
   */
  public static TlogProof parse(byte[] head, SignedNote checkpoint) {
    return parse(NoteForm.text(head), checkpoint);
  }

  private static TlogProof parse(String head, SignedNote checkpoint) {
    List<String> lines = NoteForm.lines(head);
    MalformedNoteException.require(
        lines.get(0).equals(HEADER), "a proof does not begin with " + HEADER);
    boolean hasExtra = lines.size() > 1 && lines.get(1).startsWith(EXTRA);
    int at = hasExtra ? 2 : 1;
    MalformedNoteException.require(
        lines.size() > at && lines.get(at).startsWith(INDEX), "a proof has no index line");
    List<String> hashes = lines.subList(at + 1, lines.size());
    MalformedNoteException.require(
        hashes.size() <= MAX_HASHES, "a proof has more than " + MAX_HASHES + " hashes");
    return new TlogProof(
        hasExtra
            ? Optional.of(NoteForm.base64(lines.get(1).substring(EXTRA.length()), "extra data"))
            : Optional.empty(),
        NoteForm.decimal(lines.get(at).substring(INDEX.length()), "the index of a proof"),
        hashes.stream().map(hash -> NoteForm.hash(hash, "a hash of a proof")).toList(),
        checkpoint);
  }

  /** The proof's bytes: text in UTF-8. */
  public byte[] toBytes() {
    String all = text() + "\n" + new String(checkpoint.toBytes(), StandardCharsets.UTF_8);
    return all.getBytes(StandardCharsets.UTF_8);
  }

  /** The bytes before the empty line and the checkpoint, which many proofs may have in common. */
  public byte[] head() {
    return text().getBytes(StandardCharsets.UTF_8);
  }

  private String text() {
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    extra.ifPresent(data -> text.append(EXTRA).append(NoteForm.base64(data)).append('\n'));
    text.append(INDEX).append(index).append('\n');
    path.forEach(hash -> text.append(hash).append('\n'));
    return text.toString();
  }
}
