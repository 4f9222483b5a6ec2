package io.contextgraph.ledger;

import io.contextgraph.tree.Frontier;
import io.contextgraph.tree.GrowingTree;
import io.contextgraph.tree.Hash;
import io.contextgraph.tree.Leaf;
import io.contextgraph.tree.Sha256;
import io.contextgraph.tree.Tile;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds the tree of a ledger that has events without leaves, while recording continues. Each page
 * is committed by itself, so a build that is cut off continues where it ended. Used by one thread.
 */
public final class TreeBuild {
  private static final int PAGE = 10_000;

  private final Connection connection;
  private final int page;
  private final TreeReader reader;
  private final Sha256 sha256 = new Sha256();

  /** Receives the size of the tree after each page, and the position that it has to reach. */
  @FunctionalInterface
  public interface Progress {
    void report(long size, long position);
  }

  /**
   * @param connection of a role that may write the tree, with durable commits
   */
  public TreeBuild(Connection connection) {
    this(connection, PAGE);
  }

  TreeBuild(Connection connection, int page) {
    this.connection = connection;
    this.page = page;
    this.reader = new TreeReader(connection);
  }

  /**
   * Adds leaves until the tree has one for each position. Appends wait for the last page only,
   * which has at most 10,000 leaves unless recording outruns the build.
   *
   * @return the leaves added; 0 if the tree was complete
   * @throws SQLException also if the stored tree is not that of its rows (XX001)
   */
  public long run(Progress progress) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute(Sql.SET_WRITER_OPTIONS.text());
      connection.commit();
    }
    TreeHead head = head();
    long before = head.frontier().size();
    GrowingTree tree = before == head.position() ? GrowingTree.EMPTY : treeAt(head);
    while (!head.isComplete()) {
      tree = tree.size() == head.frontier().size() ? tree : treeAt(head);
      boolean last = head.position() - tree.size() <= page;
      tree = last ? growLocked(tree) : growTo(tree, tree.size() + page);
      head = head();
      progress.report(head.frontier().size(), head.position());
    }
    return head.frontier().size() - before;
  }

  private TreeHead head() throws SQLException {
    TreeHead head = TreeHead.read(connection);
    connection.commit();
    return head;
  }

  private GrowingTree treeAt(TreeHead head) throws SQLException {
    GrowingTree tree = reader.tree(head.frontier().size());
    connection.commit();
    if (!tree.frontier().equals(head.frontier())) {
      throw new SQLException(
          "the tree is not that of the rows: run \"context-graph ledger verify\"",
          TreeHead.DATA_CORRUPTED);
    }
    return tree;
  }

  /** Reads a page of rows before it locks the head, because they do not change. */
  private GrowingTree growTo(GrowingTree tree, long size) throws SQLException {
    List<Leaf> leaves = reader.leaves(tree.size(), size);
    connection.commit();
    LockedHead head = LockedHead.lock(connection, LedgerMark.NONE);
    return store(tree, leaves, head);
  }

  private GrowingTree growLocked(GrowingTree tree) throws SQLException {
    LockedHead head = LockedHead.lock(connection, LedgerMark.NONE);
    return store(tree, reader.leaves(tree.size(), head.head().position()), head);
  }

  private GrowingTree store(GrowingTree tree, List<Leaf> leaves, LockedHead head)
      throws SQLException {
    if (!head.frontier().equals(tree.frontier())) {
      // Another build has added leaves meanwhile.
      connection.rollback();
      return GrowingTree.EMPTY;
    }
    List<Hash> hashes = leaves.stream().map(leaf -> leaf.hash(sha256)).toList();
    List<Tile> full = new ArrayList<>();
    GrowingTree grown = tree.plus(hashes, full, sha256);
    move(grown.frontier(), full);
    connection.commit();
    return grown;
  }

  private void move(Frontier grown, List<Tile> full) throws SQLException {
    try (PreparedStatement move = HeadUpdate.prepare(connection, Sql.GROW_TREE.text(), 2, full)) {
      move.setLong(1, grown.size());
      move.setBytes(2, grown.toBytes());
      move.executeUpdate();
    }
  }
}
