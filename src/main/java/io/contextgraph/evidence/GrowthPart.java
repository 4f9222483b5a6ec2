package io.contextgraph.evidence;

import io.contextgraph.notary.CheckpointCheck;
import io.contextgraph.notary.Finding;
import io.contextgraph.notary.GrowthCheck;
import io.contextgraph.note.Checkpoint;
import io.contextgraph.note.SignedNote;
import io.contextgraph.note.WitnessRequest;
import io.contextgraph.tree.Hash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Checks that the checkpoint of a pack continues an older one: the one in the pack, or one that the
 * auditor kept.
 *
 * @param packed the older checkpoint in the pack, and the proof from it
 */
record GrowthPart(CheckpointCheck signatures, SignedNote checkpoint, Optional<Older> packed) {
  /** An older checkpoint, and the proof that a newer one continues it. */
  record Older(SignedNote note, WitnessRequest proof) {}

  /**
   * What the proof shows of both checkpoints, or who signed the one if there is no older one.
   *
   * @param kept the auditor's own older checkpoint; if empty, that of the pack counts
   */
  List<Finding> check(Optional<SignedNote> kept) {
    List<Finding> findings = new ArrayList<>();
    packed.ifPresent(it -> misfit(it).ifPresent(findings::add));
    if (kept.isPresent()) {
      findings.addAll(ofKept(kept.get()));
    } else if (packed.isPresent()) {
      findings.addAll(grown(packed.get().note(), packed.get().proof().proof()));
      findings.add(
          Finding.notProven(
              "that the ledger continues a checkpoint of yours: the older checkpoint is the pack's"
                  + " own; name the one that you kept with --since"));
    } else {
      findings.addAll(signatures.check(checkpoint));
      findings.add(
          Finding.notProven("that the ledger continues an earlier checkpoint: the pack has none"));
    }
    return findings;
  }

  private Optional<Finding> misfit(Older older) {
    boolean fits =
        older.proof().old() == size(older.note())
            && Arrays.equals(older.proof().checkpoint().toBytes(), checkpoint.toBytes());
    return fits
        ? Optional.empty()
        : Optional.of(
            Finding.wrong(
                Member.CONSISTENCY.fileName() + " is the proof of two other checkpoints"));
  }

  private List<Finding> ofKept(SignedNote kept) {
    long size = size(kept);
    if (size == 0 || size == size(checkpoint)) {
      return grown(kept, List.of());
    }
    Optional<Older> same = packed.filter(it -> size(it.note()) == size);
    if (same.isEmpty()) {
      List<Finding> findings = new ArrayList<>(signatures.check(checkpoint));
      findings.add(
          Finding.wrong(
              "the pack has no proof from a checkpoint of %d positions, as yours: ask for a pack with --since and your checkpoint"
                  .formatted(size)));
      return findings;
    }
    List<Finding> findings = new ArrayList<>(grown(kept, same.get().proof().proof()));
    if (!kept.text().equals(same.get().note().text())) {
      findings.addAll(
          new GrowthCheck(Optional.of(signatures)).check(kept, same.get().note(), List.of()));
    }
    return findings;
  }

  private List<Finding> grown(SignedNote older, List<Hash> proof) {
    return new GrowthCheck(Optional.of(signatures)).check(older, checkpoint, proof);
  }

  private static long size(SignedNote note) {
    return Checkpoint.parse(note.text()).size();
  }
}
