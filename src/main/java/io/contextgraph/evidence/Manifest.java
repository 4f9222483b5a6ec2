package io.contextgraph.evidence;

import java.util.List;

/**
 * What a pack has. Nothing signs it: what it says is compared with the members, and only the
 * checkpoint and the proofs make those evidence.
 *
 * @param origin of the checkpoint
 * @param treeSize positions of the checkpoint
 * @param files the other members in their order
 */
public record Manifest(
    Question question,
    String origin,
    long treeSize,
    Span events,
    Span controlEvents,
    LetterCounts deadLetters,
    List<Digest> files) {
  public Manifest {
    files = List.copyOf(files);
  }

  /**
   * A member of the pack.
   *
   * @param sha256 of its bytes, in hexadecimal
   */
  public record Digest(String name, long bytes, String sha256) {}
}
