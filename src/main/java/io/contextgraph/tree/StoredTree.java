package io.contextgraph.tree;

import java.util.List;

/**
 * The hashes of a tree whose full tiles are stored.
 *
 * @param tree its size and its unfinished tiles
 * @param tiles its full tiles
 */
public record StoredTree(GrowingTree tree, FullTiles<RuntimeException> tiles) implements Subtrees {
  @Override
  public Hash hash(int height, long index) {
    int level = height / Tile.HEIGHT;
    int width = 1 << (height % Tile.HEIGHT);
    long first = index * width;
    long tile = first / Tile.WIDTH;
    int from = (int) (first % Tile.WIDTH);
    List<Hash> hashes = hashes(level, tile);
    if (from + width > hashes.size()) {
      throw new IllegalArgumentException(
          "a tree of " + tree.size() + " leaves has no subtree " + index + " of height " + height);
    }
    Sha256 sha256 = new Sha256();
    return Frontier.over(hashes.subList(from, from + width), sha256).root(sha256);
  }

  private List<Hash> hashes(int level, long index) {
    if (index < GrowingTree.fullTiles(tree.size(), level)) {
      return tiles.tile(level, index).hashes();
    }
    return level < tree.unfinished().size() ? tree.unfinished().get(level) : List.of();
  }
}
