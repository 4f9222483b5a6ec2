package io.contextgraph.audit;

import io.contextgraph.archive.Archives;
import io.contextgraph.graph.Neo4jConnections;
import io.contextgraph.graph.ProjectionPositions;
import io.contextgraph.graph.ProjectionReach;
import io.contextgraph.ledger.LedgerHead;
import io.contextgraph.ledger.LedgerReader;
import io.contextgraph.ledger.PostgresConnections;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.neo4j.driver.Driver;

/**
 * Compares a projection with the ledger, repairs it and rebuilds it, while recording and projection
 * continue. Used by one thread.
 */
public final class GraphAudit implements AutoCloseable {
  private final PostgresConnections postgres;
  private final Neo4jConnections neo4j;
  private final Driver driver;
  private final AuditedProjection graph;

  private GraphAudit(
      PostgresConnections postgres, Neo4jConnections neo4j, ProjectionPositions stored) {
    this.postgres = postgres;
    this.neo4j = neo4j;
    this.driver = neo4j.open();
    this.graph = new AuditedProjection(driver, stored);
  }

  /**
   * Connects to the ledger; Neo4j is connected when it is first used.
   *
   * @param projection the projection's name
   * @throws SQLException if the ledger cannot be read
   */
  public static GraphAudit open(
      PostgresConnections postgres, Neo4jConnections neo4j, String projection) throws SQLException {
    try (Connection ledger = postgres.openLedger()) {
      String ledgerId = LedgerHead.read(ledger).ledgerId();
      return new GraphAudit(postgres, neo4j, new ProjectionPositions(projection, ledgerId));
    }
  }

  /**
   * Reports how the graph differs from the ledger at the projection's position. Reads both a page
   * at a time: no transaction and no lock lasts longer than a page, whatever the size of the
   * ledger, and memory is bounded by a page.
   *
   * @param found receives each difference, while no transaction is open
   * @param progress receives the progress of each step
   * @return the number of differences
   * @throws IllegalArgumentException if the graph has no projection of this name, lacks the
   *     position of a partition, projects one again or is stored in another format
   */
  public long verify(Consumer<Difference> found, Progress progress) throws SQLException {
    return compare(false, found, progress);
  }

  /**
   * Reports how the graph differs from the ledger and rewrites what differs, a page at a time.
   *
   * @param found receives each difference, while no transaction is open
   * @param progress receives the progress of each step
   * @return the number of differences
   * @throws IllegalArgumentException as {@link #verify}, or if the graph also has other
   *     projections, or months are archived or restored meanwhile
   * @throws SQLException also if the connection was lost that keeps months where they are
   */
  public long repair(Consumer<Difference> found, Progress progress) throws SQLException {
    requireNoOtherProjection();
    try (Connection lock = postgres.openLedger()) {
      MonthsLock.take(lock);
      long differences = compare(true, found, progress);
      MonthsLock.requireHeld(lock);
      return differences;
    }
  }

  /**
   * How far the projection is behind the ledger now.
   *
   * @throws SQLException if the ledger cannot be read
   */
  public ProjectionReach reach() throws SQLException {
    // The ledger first: a projection that follows it closely is never behind an older head.
    long head;
    try (Connection ledger = postgres.openLedger()) {
      head = LedgerHead.read(ledger).position();
    }
    long slowest = graph.positions().values().stream().mapToLong(Long::longValue).min().orElse(0);
    return new ProjectionReach(slowest, head);
  }

  private long compare(boolean repair, Consumer<Difference> found, Progress progress)
      throws SQLException {
    try (LedgerReader ledger = new LedgerReader(postgres.openLedger());
        RecordedPositions recorded = new RecordedPositions(postgres.openLedger())) {
      return new GraphVerification(ledger, recorded, graph, repair, found).run(progress);
    }
  }

  /**
   * Projects the ledger again from its first position: builds the projection if it does not exist,
   * otherwise rewrites it in place. Continues an interrupted rebuild. Then repairs what is left, as
   * items that do not belong in the graph. No month is archived or restored in between. A
   * projection of this ledger from before it was forked is rebuilt like that of a restored one.
   *
   * @param partitions the number of partitions of a projection that is new or cannot be continued;
   *     0 for the number that the graph has, or 8 if it has none
   * @param found receives each difference that was left
   * @param progress receives the position reached, then the progress of each step
   * @return the number of differences that were left
   * @throws IllegalArgumentException if the graph has other projections, or months are archived or
   *     restored meanwhile
   * @throws SQLException also if the connection was lost that keeps months where they are
   */
  public long rebuild(int partitions, Consumer<Difference> found, Progress progress)
      throws SQLException {
    requireNoOtherProjection();
    try (Connection lock = postgres.openLedger()) {
      MonthsLock.take(lock);
      project(partitions, progress);
      long differences = compare(true, found, progress);
      MonthsLock.requireHeld(lock);
      return differences;
    }
  }

  /** The first half of a rebuild: what does not belong in the graph stays until {@link #repair}. */
  void rebuild(int partitions, Progress progress) throws SQLException {
    requireNoOtherProjection();
    try (Connection lock = postgres.openLedger()) {
      MonthsLock.take(lock);
      project(partitions, progress);
    }
  }

  private void project(int partitions, Progress progress) throws SQLException {
    try (LedgerReader ledger = new LedgerReader(postgres.openLedger())) {
      graph.adopt(predecessors());
      new GraphRebuild(ledger, graph, neo4j, progress).run(partitions);
    }
  }

  /**
   * Removes the events of an archived month, whose event in the ledger says that the graph drops
   * them. Those that were removed before are no failure.
   *
   * @param progress receives the position reached
   */
  public void forget(Archives.Entry archive, Progress progress) throws SQLException {
    try (Connection ledger = postgres.openLedger()) {
      new ForgottenEvents(graph, ledger).forget(archive, progress);
    }
  }

  private List<String> predecessors() throws SQLException {
    List<String> ids = new ArrayList<>();
    try (Connection ledger = postgres.openLedger();
        Statement statement = ledger.createStatement();
        ResultSet rows = statement.executeQuery(Sql.READ_PREDECESSORS.text())) {
      while (rows.next()) {
        ids.add(rows.getString(1));
      }
    }
    return ids;
  }

  /**
   * The events of two projections cannot be distinguished, so a repair would drop the events of the
   * other one.
   */
  private void requireNoOtherProjection() {
    List<String> others = graph.others();
    if (!others.isEmpty()) {
      throw new IllegalArgumentException(
          "this Neo4j also contains the projections "
              + others
              + "; a graph can contain one: use another Neo4j, or drop their (:Projection) nodes");
    }
  }

  @Override
  public void close() {
    driver.close();
  }
}
