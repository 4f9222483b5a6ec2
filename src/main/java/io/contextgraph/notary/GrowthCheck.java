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
   * What a proof shows.
   *
   * @param hashes the proof of RFC 6962 from the older checkpoint to the newer
   */
  public List<Finding> check(SignedNote older, SignedNote newer, List<Hash> hashes) {
    Checkpoint first = Checkpoint.parse(older.text());
    Checkpoint second = Checkpoint.parse(newer.text());
    List<Finding> findings = new ArrayList<>(List.of(grown(first, second, hashes)));
    if (signatures.isPresent()) {
      findings.addAll(signatures.get().check(older));
      findings.addAll(signatures.get().check(newer));
    } else {
      findings.add(Finding.notProven("who signed the checkpoints: no key was given"));
    }
    return findings;
  }

  private static Finding grown(Checkpoint older, Checkpoint newer, List<Hash> hashes) {
    if (!older.origin().equals(newer.origin())) {
      return Finding.wrong(
          "the checkpoints are those of two ledgers, " + older.origin() + " and " + newer.origin());
    }
    if (older.size() == newer.size() && !older.root().equals(newer.root())) {
      return Finding.wrong(
          "the checkpoints have the same size %d and different roots: the ledger was forked, and"
                  .formatted(older.size())
              + " both files together are the evidence");
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
