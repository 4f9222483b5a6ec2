package io.contextgraph.notary;

import io.contextgraph.note.Checkpoint;
import io.contextgraph.note.SignedNote;
import io.contextgraph.tree.Hash;
import io.contextgraph.tree.Proofs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks that one checkpoint continues another.
 *
 * @param signatures checks who signed both; empty if that is not asked
 */
public record GrowthCheck(Optional<CheckpointCheck> signatures) {
  /**
   * What a proof shows. Unless a trusted key signed both checkpoints, nothing is proven.
   *
   * @param hashes the proof of RFC 6962 from the older checkpoint to the newer
   */
  public List<Finding> check(SignedNote older, SignedNote newer, List<Hash> hashes) {
    Checkpoint first = Checkpoint.parse(older.text());
    Checkpoint second = Checkpoint.parse(newer.text());
    boolean genuine = areGenuine(older, newer);
    List<Finding> findings = new ArrayList<>();
    findings.add(
        isContradiction(first, second)
            ? different(first, genuine)
            : grown(first, second, hashes).onlyIf(genuine, "both checkpoints were genuine"));
    if (signatures.isPresent()) {
      findings.addAll(signatures.get().check(older));
      findings.addAll(signatures.get().check(newer));
    } else {
      findings.add(Finding.notProven("who signed the checkpoints: no key was given"));
    }
    return findings;
  }

  private boolean areGenuine(SignedNote older, SignedNote newer) {
    return signatures.filter(it -> it.isGenuine(older) && it.isGenuine(newer)).isPresent();
  }

  private static boolean isContradiction(Checkpoint one, Checkpoint other) {
    return one.origin().equals(other.origin())
        && one.size() == other.size()
        && !one.root().equals(other.root());
  }

  /** Anyone can write two such files; only the signatures make them evidence. */
  private static Finding different(Checkpoint older, boolean genuine) {
    return Finding.wrong(
        genuine
            ? "the checkpoints have the same size %d and different roots: the ledger was forked, and both files together are the evidence"
                .formatted(older.size())
            : "the two checkpoints have different roots; it is not proven who signed them");
  }

  private static Finding grown(Checkpoint older, Checkpoint newer, List<Hash> hashes) {
    if (!older.origin().equals(newer.origin())) {
      return Finding.wrong(
          "the checkpoints are those of two ledgers, " + older.origin() + " and " + newer.origin());
    }
    return new Proofs().isConsistent(older.size(), older.root(), newer.size(), newer.root(), hashes)
        ? Finding.proven(
            "the ledger with positions 1 to %d continues that with positions 1 to %d: nothing in it was changed or removed"
                .formatted(newer.size(), older.size()))
        : Finding.wrong(
            "the proof does not show that the ledger with positions 1 to %d continues that with positions 1 to %d"
                .formatted(newer.size(), older.size()));
  }
}
