package io.contextgraph.notary;

import io.contextgraph.archive.Archives;
import io.contextgraph.archive.RecordedArchives;
import io.contextgraph.event.Micros;
import io.contextgraph.ledger.TreeReader;
import io.contextgraph.tree.Hash;
import io.contextgraph.tree.Leaf;
import io.contextgraph.tree.Sha256;
import io.contextgraph.tree.Tile;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Recomputes leaves from the rows, and takes those of archived rows from their tiles: the rows were
 * compared with them before they were archived. Only a notary that has signed nothing yet needs
 * those.
 */
record ArchivedLeaves(Connection ledger, TreeReader tree, Archives archives, Sha256 sha256)
    implements TreeExtension.Rows {
  /**
   * @param ledger with auto-commit on
   */
  static ArchivedLeaves of(Connection ledger) throws SQLException {
    return new ArchivedLeaves(
        ledger, new TreeReader(ledger), new RecordedArchives(ledger).read(), new Sha256());
  }

  @Override
  public List<Hash> hashes(long after, long upTo) throws SQLException {
    TreeMap<Long, Hash> found = new TreeMap<>();
    if (isArchived(after, upTo)) {
      addArchived(after, upTo, found);
    }
    if (found.isEmpty()) {
      return tree.leaves(after, upTo).stream().map(leaf -> leaf.hash(sha256)).toList();
    }
    for (Leaf leaf : tree.presentLeaves(after, upTo)) {
      found.put(leaf.position(), leaf.hash(sha256));
    }
    // A row that is missing for another reason is named by the message of this.
    return found.size() == upTo - after
        ? new ArrayList<>(found.values())
        : tree.leaves(after, upTo).stream().map(leaf -> leaf.hash(sha256)).toList();
  }

  private boolean isArchived(long after, long upTo) {
    return archives.inForce().stream()
        .map(entry -> entry.month().positions())
        .anyMatch(positions -> positions.first() <= upTo && positions.last() > after);
  }

  private void addArchived(long after, long upTo, Map<Long, Hash> found) throws SQLException {
    Map<Long, Tile> tiles = new HashMap<>();
    try (PreparedStatement times = ledger.prepareStatement(Sql.READ_TIMES.text())) {
      times.setLong(1, after);
      times.setLong(2, upTo);
      try (ResultSet row = times.executeQuery()) {
        while (row.next()) {
          long position = row.getLong("global_position");
          long micros = row.getLong("occurred_at_micros");
          if (archives.covering(position, Micros.toInstant(micros)).isPresent()) {
            found.put(position, stored(position, tiles));
          }
        }
      }
    }
  }

  private Hash stored(long position, Map<Long, Tile> tiles) throws SQLException {
    long index = (position - 1) / Tile.WIDTH;
    Tile tile = tiles.get(index);
    if (tile == null) {
      tile = tree.tile(0, index);
      tiles.put(index, tile);
    }
    return tile.hashes().get((int) ((position - 1) % Tile.WIDTH));
  }
}
