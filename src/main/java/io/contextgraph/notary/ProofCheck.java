package io.contextgraph.notary;

import io.contextgraph.event.Micros;
import io.contextgraph.event.PresentedEvent;
import io.contextgraph.note.Checkpoint;
import io.contextgraph.note.TlogProof;
import io.contextgraph.server.FailureText;
import io.contextgraph.tree.Hash;
import io.contextgraph.tree.Proofs;
import io.contextgraph.tree.Sha256;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks, without a server, the proof that an event is recorded.
 *
 * @param signatures checks who signed the proof's checkpoint
 */
public record ProofCheck(CheckpointCheck signatures) {
  /** What the proof shows of the place of an event. */
  public List<Finding> check(TlogProof proof) {
    return checkWithoutContent(proof, "it was not given");
  }

  private List<Finding> checkWithoutContent(TlogProof proof, String reason) {
    return check(proof, List.of(Finding.notProven("the content of the event: " + reason)));
  }

  /** What the proof shows of an event. */
  public List<Finding> check(TlogProof proof, PresentedEvent event) {
    try {
      return check(proof, new ContentCheck(leaf(proof)).check(event));
    } catch (IllegalArgumentException noLeaf) {
      return checkWithoutContent(proof, "the proof does not say what was recorded");
    }
  }

  /**
   * What the proof shows of an event if its checkpoint is genuine, which the caller checks: many
   * proofs have one checkpoint.
   */
  public static List<Finding> ofGenuine(TlogProof proof, PresentedEvent event) {
    Finding included = included(proof);
    if (!Finding.hold(List.of(included))) {
      return List.of(included);
    }
    List<Finding> findings = new ArrayList<>(List.of(included));
    findings.addAll(new ContentCheck(leaf(proof)).check(event));
    return findings;
  }

  private List<Finding> check(TlogProof proof, List<Finding> ofContent) {
    boolean genuine = signatures.isGenuine(proof.checkpoint());
    Finding included = included(proof);
    boolean usable = Finding.hold(List.of(included));
    List<Finding> findings = new ArrayList<>();
    findings.add(included.onlyIf(genuine, "the checkpoint were genuine"));
    for (Finding content : ofContent) {
      findings.add(
          content
              .onlyIf(usable, "the proof were right")
              .onlyIf(genuine, "the checkpoint were genuine"));
    }
    findings.addAll(signatures.check(proof.checkpoint()));
    findings.add(
        Finding.notProven(
            "that the event is true, that it is all there was to record, and that recorded_at,"
                + " which is the ledger's own clock, is right"));
    return findings;
  }

  /**
   * The leaf that the proof is about.
   *
   * @throws IllegalArgumentException if the extra data do not contain it
   */
  public static ProvenLeaf leaf(TlogProof proof) {
    byte[] extra =
        proof
            .extra()
            .orElseThrow(() -> new IllegalArgumentException("the proof has no extra data"));
    return ProvenLeaf.of(extra);
  }

  private static Finding included(TlogProof proof) {
    try {
      return included(leaf(proof), proof);
    } catch (IllegalArgumentException e) {
      return Finding.wrong("the proof is not usable: " + FailureText.of(e));
    }
  }

  private static Finding included(ProvenLeaf proven, TlogProof proof) {
    Checkpoint checkpoint = Checkpoint.parse(proof.checkpoint().text());
    Hash hash = proven.leaf().hash(new Sha256());
    Hash root = new Proofs().rootOf(hash, proof.index(), checkpoint.size(), proof.path());
    long position = proven.leaf().position();
    if (proof.index() != position - 1) {
      return Finding.wrong(
          "the leaf is that of position " + position + ", but its index is " + proof.index());
    }
    if (!root.equals(checkpoint.root())) {
      return Finding.wrong("the path does not lead to the root hash of the checkpoint");
    }
    return Finding.proven(
        "event %s is at position %d of %s, recorded at %s from entry %s of stream %s"
            .formatted(
                proven.fields().eventId(),
                position,
                checkpoint.origin(),
                Micros.toInstant(proven.leaf().recordedAtMicros()),
                proven.fields().entryId(),
                proven.fields().stream()));
  }
}
