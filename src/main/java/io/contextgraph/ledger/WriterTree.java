package io.contextgraph.ledger;

import io.contextgraph.event.Event;
import io.contextgraph.tree.Frontier;
import io.contextgraph.tree.GrowingTree;
import io.contextgraph.tree.Hash;
import io.contextgraph.tree.Sha256;
import io.contextgraph.tree.Tile;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The ledger's tree as one writer knows it. It is read again if it is not that of the head: because
 * another writer has moved the head, or because the last append was rolled back.
 */
final class WriterTree {
  private final Sha256 sha256 = new Sha256();
  private GrowingTree known = GrowingTree.EMPTY;

  /**
   * A tree with the leaves of one append.
   *
   * @param full the tiles that became full
   */
  record Grown(Frontier frontier, List<Tile> full) {}

  /**
   * Appends the leaves of events to the tree at the locked head.
   *
   * @throws SQLException also if the rows and tiles do not give the head's tree (XX001)
   */
  Grown grow(LockedHead head, List<Event> events, LeafDigests digests, Connection connection)
      throws SQLException {
    List<Hash> leaves =
        digests.leaves(events, head.firstFreePosition(), head.recordedAtMicros(), sha256);
    List<Tile> full = new ArrayList<>();
    known = at(head.frontier(), connection).plus(leaves, full, sha256);
    return new Grown(known.frontier(), full);
  }

  private GrowingTree at(Frontier frontier, Connection connection) throws SQLException {
    if (known.frontier().equals(frontier)) {
      return known;
    }
    GrowingTree read = new TreeReader(connection).tree(frontier.size());
    if (!read.frontier().equals(frontier)) {
      throw new SQLException(
          "the tree in ledger.head is not that of the events and tiles recorded before position "
              + frontier.size()
              + ": run \"context-graph ledger verify\"",
          TreeHead.DATA_CORRUPTED);
    }
    return read;
  }
}
