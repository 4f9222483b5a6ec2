package io.contextgraph.notary;

import io.contextgraph.note.Checkpoint;
import io.contextgraph.note.SignedNote;
import io.contextgraph.note.Trust;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks who signed a checkpoint.
 *
 * @param trust the keys that count
 */
public record CheckpointCheck(Trust trust) {
  /** Whether a trusted key signed the checkpoint for the trusted origin. */
  public boolean isGenuine(SignedNote note) {
    return trust.isSigned(note);
  }

  /** What the signatures show. */
  public List<Finding> check(SignedNote note) {
    Checkpoint checkpoint = Checkpoint.parse(note.text());
    if (!checkpoint.origin().equals(trust.origin())) {
      return List.of(
          Finding.wrong(
              "the checkpoint is one of " + checkpoint.origin() + ", not of " + trust.origin()));
    }
    return List.of(signed(note, checkpoint), seen(note));
  }

  /** What a checkpoint shows by itself, without a proof of an event. */
  public List<Finding> checkAlone(SignedNote note) {
    List<Finding> findings = new ArrayList<>(check(note));
    findings.add(
        Finding.notProven(
            "which events the ledger has: that takes a proof (ledger prove); that it continues an"
                + " earlier checkpoint: ledger consistency; that its rows are those that were"
                + " signed: ledger verify --checkpoint"));
    return findings;
  }

  private Finding signed(SignedNote note, Checkpoint checkpoint) {
    if (trust.isSigned(note)) {
      return Finding.proven(
          "%s signed the ledger with positions 1 to %d"
              .formatted(checkpoint.origin(), checkpoint.size()));
    }
    boolean retired =
        trust.logs().stream()
            .anyMatch(log -> !log.mayHaveSigned(checkpoint.size()) && note.signedBy(log.key()));
    return Finding.wrong(
        retired
            ? "the key that signed the checkpoint is not trusted up to its size "
                + checkpoint.size()
            : "no trusted key signed the checkpoint, or a signature is not valid");
  }

  private Finding seen(SignedNote note) {
    if (trust.quorum() == 0) {
      return Finding.notProven("split view and time not proven: no quorum of witnesses is given");
    }
    List<String> times = new ArrayList<>();
    trust.cosignatures(note).forEach((witness, time) -> times.add(witness.name() + " at " + time));
    String found =
        "%d of %d witnesses cosigned, and %d are demanded"
            .formatted(times.size(), trust.witnesses().size(), trust.quorum());
    return trust.hasQuorum(note)
        ? Finding.proven(
            "witnesses saw this ledger and none that contradicts it: "
                + String.join(", ", times)
                + "; "
                + found)
        : Finding.wrong("split view and time not proven: " + found);
  }
}
