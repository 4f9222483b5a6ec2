package io.contextgraph.note;

import io.contextgraph.tree.Proofs;
import io.contextgraph.tree.Subtrees;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Asks one witness to cosign checkpoints (C2SP tlog-witness). Thread-safe. */
public final class WitnessClient {
  /** Signatures of an answer: a witness may have several keys. */
  private static final int MAX_SIGNATURES = 16;

  private final WitnessExchange exchange;
  private final List<VerifierKey> keys;
  private final URI witness;

  /**
   * @param witness the URL before {@code /add-checkpoint}, of scheme http or https
   * @param keys whose cosignatures are taken, once they are verified; without keys, any are, and
   *     they are only parsed
   * @param timeout for each of at most two requests
   * @throws IllegalArgumentException if the URL has another scheme or no host, or a key is not for
   *     cosignatures
   */
  public WitnessClient(URI witness, List<VerifierKey> keys, Duration timeout) {
    if (keys.stream().anyMatch(key -> key.type() != VerifierKey.COSIGNATURE)) {
      throw new IllegalArgumentException("the key of a witness is not for cosignatures");
    }
    this.witness = witness;
    this.keys = List.copyOf(keys);
    this.exchange = new WitnessExchange(witness, timeout);
  }

  /**
   * Has a checkpoint cosigned. If the witness knows another size than {@code old}, asks once more
   * with that size.
   *
   * @param checkpoint signed by the log
   * @param old the size that the witness cosigned last; 0 if that is unknown
   * @param tree the hashes of a tree of at least the checkpoint's size
   * @return the cosignatures that the checkpoint does not have yet, all of the Ed25519 form; with
   *     keys, verified ones of keys of which it does not have one
   * @throws WitnessException if there is none; the message names the witness
   */
  public List<NoteSignature> cosign(SignedNote checkpoint, long old, Subtrees tree)
      throws WitnessException, InterruptedException {
    WitnessAnswer answer = exchange.post(request(checkpoint, old, tree));
    Optional<Long> known = answer.conflictingSize();
    if (known.isPresent() && known.get() != old) {
      answer = exchange.post(request(checkpoint, known.get(), tree));
    }
    if (answer.status() != 200) {
      throw failure("answers " + answer.summary());
    }
    return accepted(checkpoint, signatures(answer));
  }

  private WitnessRequest request(SignedNote checkpoint, long old, Subtrees tree)
      throws WitnessException {
    long size = Checkpoint.parse(checkpoint.text()).size();
    if (old > size) {
      throw failure("has cosigned a tree of " + old + " leaves, larger than " + size);
    }
    return new WitnessRequest(old, new Proofs().consistency(old, size, tree), checkpoint);
  }

  private List<NoteSignature> signatures(WitnessAnswer answer) throws WitnessException {
    try {
      List<String> lines = NoteForm.lines(new String(answer.body(), StandardCharsets.UTF_8));
      MalformedNoteException.require(lines.size() <= MAX_SIGNATURES, "there are too many lines");
      return lines.stream().map(NoteSignature::parse).toList();
    } catch (MalformedNoteException e) {
      throw new WitnessException("the witness " + witness + " answers no signatures", e);
    }
  }

  /** The log's own signatures stay what they are, whatever the witness answers. */
  private List<NoteSignature> accepted(SignedNote checkpoint, List<NoteSignature> signatures)
      throws WitnessException {
    List<NoteSignature> answered =
        signatures.stream()
            .filter(Cosignature::hasForm)
            .filter(one -> keys.isEmpty() || keys.stream().anyMatch(one::isOf))
            .toList();
    if (answered.isEmpty()) {
      throw failure("answers no cosignature of its key");
    }
    return keys.isEmpty() ? unverified(checkpoint, answered) : verified(checkpoint, answered);
  }

  /**
   * One of each name and key id, the first that came: which of two is genuine is not known here,
   * and a checkpoint that is cosigned again and again must not grow.
   */
  private static List<NoteSignature> unverified(
      SignedNote checkpoint, List<NoteSignature> answered) {
    return answered.stream()
        .filter(one -> checkpoint.signatures().stream().noneMatch(one::isOfSameKey))
        .toList();
  }

  private List<NoteSignature> verified(SignedNote checkpoint, List<NoteSignature> answered)
      throws WitnessException {
    SignedNote cosigned = new SignedNote(checkpoint.text(), answered);
    List<NoteSignature> valid = Cosignature.onlyOf(keys, cosigned).signatures();
    if (valid.isEmpty()) {
      throw failure("answers a cosignature that does not verify");
    }
    return valid.stream()
        .filter(one -> checkpoint.signatures().stream().noneMatch(one::isOfSameKey))
        .toList();
  }

  private WitnessException failure(String what) {
    return new WitnessException("the witness " + witness + " " + what);
  }
}
