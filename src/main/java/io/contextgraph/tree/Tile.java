package io.contextgraph.tree;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A full tile (C2SP tlog-tiles): the hashes of 256 neighbouring subtrees of 256^level leaves each.
 *
 * @param level 0 for leaves
 * @param index of the tile in its level, from 0
 * @param hashes 256, the leftmost first
 */
public record Tile(int level, long index, List<Hash> hashes) {
  /** Hashes of a full tile. */
  public static final int WIDTH = 256;

  /** Bytes of a full tile. */
  public static final int LENGTH = WIDTH * Hash.LENGTH;

  /** Bits of the index of a hash within a tile. */
  static final int HEIGHT = 8;

  public Tile {
    hashes = List.copyOf(hashes);
    if (hashes.size() != WIDTH) {
      throw new IllegalArgumentException("a full tile has 256 hashes, not " + hashes.size());
    }
  }

  /**
   * The tile with these hashes, one after the other.
   *
   * @throws IllegalArgumentException if they are not 256
   */
  public static Tile of(int level, long index, byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("a full tile has 8192 bytes, not " + bytes.length);
    }
    List<Hash> hashes = new ArrayList<>(WIDTH);
    for (int i = 0; i < WIDTH; i++) {
      hashes.add(Hash.at(bytes, i));
    }
    return new Tile(level, index, hashes);
  }

  /** The hashes, one after the other. */
  public byte[] toBytes() {
    ByteBuffer out = ByteBuffer.allocate(LENGTH);
    hashes.forEach(hash -> hash.writeTo(out));
    return out.array();
  }

  /** The hash of the subtree over the whole tile. */
  public Hash root(Sha256 sha256) {
    return Frontier.over(hashes, sha256).root(sha256);
  }
}
