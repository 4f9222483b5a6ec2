package io.contextgraph.witness;

import io.contextgraph.note.Checkpoint;
import io.contextgraph.note.SignedNote;
import io.contextgraph.note.VerifierKey;
import io.contextgraph.note.WitnessRequest;
import io.contextgraph.tree.Proofs;
import io.contextgraph.tree.Sha256;
import io.contextgraph.witness.Verdict.Conflict;
import io.contextgraph.witness.Verdict.Cosign;
import io.contextgraph.witness.Verdict.Fork;
import io.contextgraph.witness.Verdict.Refusal;
import io.contextgraph.witness.Verdict.Refused;
import java.util.List;

/** Decides about a request of one origin. Pure. */
final class WitnessDecision {
  private static final int MALFORMED = 400;
  private static final int UNTRUSTED = 403;
  private static final int UNPROVEN = 422;

  private final List<VerifierKey> keys;

  /**
   * @param keys of the log, at least one
   */
  WitnessDecision(List<VerifierKey> keys) {
    this.keys = List.copyOf(keys);
  }

  /**
   * Decides in the order of the specification.
   *
   * @param known what this witness cosigned last for the origin of the request
   */
  Verdict on(WitnessRequest request, Known known) {
    Checkpoint head = request.head();
    if (!isSigned(request.checkpoint())) {
      return new Refused(UNTRUSTED, "the checkpoint has no valid signature of a key of this log");
    }
    if (request.old() > head.size()) {
      return new Refused(MALFORMED, "the old size is greater than that of the checkpoint");
    }
    if (head.size() == 0 && !head.root().equals(new Sha256().empty())) {
      return unlessStale(request, known, unproven("a tree without leaves has another root hash"));
    }
    if (!known.forked() && head.size() == known.size() && !head.root().equals(known.root())) {
      return new Fork(unlessStale(request, known, forked()));
    }
    if (known.forked()) {
      return unlessStale(request, known, forked());
    }
    return request.old() == known.size() && isConsistent(request, head, known)
        ? new Cosign()
        : unlessStale(request, known, unproven("the consistency proof fails"));
  }

  /** One bad signature of a known key spoils the good ones. */
  private boolean isSigned(SignedNote note) {
    List<VerifierKey> signers =
        keys.stream().filter(key -> !note.signaturesOf(key).isEmpty()).toList();
    return !signers.isEmpty() && signers.stream().allMatch(note::signedBy);
  }

  private static Refusal unlessStale(WitnessRequest request, Known known, Refusal otherwise) {
    return request.old() == known.size() ? otherwise : new Conflict(known.size());
  }

  private static Refused forked() {
    return unproven("the log has forked: it signed two checkpoints of one size");
  }

  private static Refused unproven(String reason) {
    return new Refused(UNPROVEN, reason);
  }

  private static boolean isConsistent(WitnessRequest request, Checkpoint head, Known known) {
    return new Proofs()
        .isConsistent(known.size(), known.root(), head.size(), head.root(), request.proof());
  }
}
