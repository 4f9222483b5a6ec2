package io.contextgraph.witness;

import io.contextgraph.note.Checkpoint;
import io.contextgraph.note.SignedNote;
import io.contextgraph.note.SigningKey;
import io.contextgraph.note.VerifierKey;
import io.contextgraph.note.WitnessRequest;
import io.contextgraph.tree.Frontier;
import io.contextgraph.tree.Hash;
import io.contextgraph.tree.Proofs;
import io.contextgraph.tree.Sha256;
import io.contextgraph.tree.Subtrees;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/** A log whose leaves are in memory, with the key that signs for it. */
record TestLog(String origin, SigningKey key, List<Hash> leaves) implements Subtrees {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** A log whose leaf {@code i} has the content {@code i}. */
  static TestLog of(String origin, int size) {
    return new TestLog(origin, newKey(origin), leaves(0, size));
  }

  static SigningKey newKey(String origin) {
    return SigningKey.generate(origin, VerifierKey.ED25519, RANDOM);
  }

  static SigningKey newWitnessKey(String name) {
    return SigningKey.generate(name, VerifierKey.COSIGNATURE, RANDOM);
  }

  /** The same leaves up to a size, and others after it. */
  TestLog forkedAt(int common) {
    List<Hash> other = new ArrayList<>(leaves.subList(0, common));
    other.addAll(leaves(1, leaves.size() - common));
    return new TestLog(origin, key, other);
  }

  private static List<Hash> leaves(int branch, int count) {
    List<Hash> leaves = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      leaves.add(new Sha256().leaf(new byte[] {(byte) branch, (byte) (i >> 8), (byte) i}));
    }
    return leaves;
  }

  @Override
  public Hash hash(int height, long index) {
    int from = (int) (index << height);
    return Frontier.over(leaves.subList(from, from + (1 << height)), new Sha256())
        .root(new Sha256());
  }

  Checkpoint head(long size) {
    return new Checkpoint(origin, size, new Proofs().root(size, this));
  }

  SignedNote checkpoint(long size) {
    return signed(head(size), key);
  }

  static SignedNote signed(Checkpoint head, SigningKey key) {
    return new SignedNote(head.text(), List.of()).signedBy(key);
  }

  /** With the right proof. */
  WitnessRequest request(long old, long size) {
    return new WitnessRequest(old, new Proofs().consistency(old, size, this), checkpoint(size));
  }

  Known known(long size) {
    return new Known(size, head(size).root(), false);
  }
}
