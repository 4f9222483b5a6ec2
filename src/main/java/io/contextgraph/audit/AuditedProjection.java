package io.contextgraph.audit;

import io.contextgraph.graph.Cypher;
import io.contextgraph.graph.ProjectionPositions;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.TransactionCallback;
import org.neo4j.driver.TransactionConfig;
import org.neo4j.driver.TransactionContext;

/**
 * The audit's access to a projection. The projection keeps running, but cannot change anything that
 * belongs to a partition while that partition is locked.
 *
 * @param driver not closed by this object
 */
record AuditedProjection(Driver driver, ProjectionPositions stored) {
  private static final Cypher FIND_OTHERS = cypher("find_other_projections");
  private static final Cypher FIND_REPLAYED = cypher("find_replayed_partitions");
  private static final Cypher DROP = cypher("drop_projection");
  private static final Cypher ADOPT = cypher("adopt_projection");

  /**
   * The server ends a transaction that takes longer. A command that was stopped or lost its network
   * connection holds its locks no longer than this.
   */
  private static final TransactionConfig LIMITED =
      TransactionConfig.builder().withTimeout(Duration.ofSeconds(30)).build();

  /** Work under the locks of partitions. The driver may run it again after a failure. */
  @FunctionalInterface
  interface LockedWork<T> {
    /**
     * @param positions the positions of the locked partitions
     */
    T run(TransactionContext transaction, Map<Integer, Long> positions);
  }

  private static Cypher cypher(String name) {
    return Cypher.read(AuditedProjection.class, name);
  }

  /** The position of each partition; empty if the graph has no projection of this name. */
  Map<Integer, Long> positions() {
    return read(stored::read);
  }

  /** The highest position that a partition has reached. */
  long highestPosition() {
    return positions().values().stream().mapToLong(Long::longValue).max().orElse(0);
  }

  /**
   * How far each partition is.
   *
   * @throws IllegalArgumentException if the graph has no projection of this name, lacks the
   *     position of a partition, or contains events beyond one, because the partition is projected
   *     again
   */
  ReachedPositions reached() {
    return read(this::reached);
  }

  ReachedPositions reached(TransactionContext transaction) {
    ReachedPositions reached =
        new ReachedPositions(stored.read(transaction), stored.partitions(transaction));
    List<Record> replayed = FIND_REPLAYED.run(transaction, Map.of("name", stored.projection()));
    if (!replayed.isEmpty()) {
      throw new IllegalArgumentException(
          "partition "
              + replayed.get(0).get("partition").asInt()
              + " is being projected again: wait until its job has caught up");
    }
    return reached;
  }

  /**
   * Checks that the graph is stored in the current format.
   *
   * @throws IllegalArgumentException if it is not, or if {@link #reached} throws it
   */
  void requireCurrentFormat() {
    reached();
    if (read(stored::continuable).isEmpty()) {
      throw new IllegalArgumentException(
          "the graph is stored in another format than that of this release: run graph rebuild");
    }
  }

  <T> T read(TransactionCallback<T> work) {
    try (Session session = driver.session()) {
      return session.executeRead(work, LIMITED);
    }
  }

  /**
   * Runs work while some partitions are locked.
   *
   * @throws IllegalArgumentException if the graph lacks the position of one of them: then there is
   *     nothing to lock, and the work is not run
   */
  <T> T locked(Collection<Integer> partitions, LockedWork<T> work) {
    return write(
        transaction -> {
          Map<Integer, Long> positions = stored.lock(transaction, partitions);
          ReachedPositions.requireAll(positions, partitions);
          return work.run(transaction, positions);
        });
  }

  <T> T write(TransactionCallback<T> work) {
    try (Session session = driver.session()) {
      return session.executeWrite(work, LIMITED);
    }
  }

  /** The names of the graph's other projections. */
  List<String> others() {
    return read(
        transaction ->
            FIND_OTHERS.run(transaction, Map.of("name", stored.projection())).stream()
                .map(row -> row.get("name").asString())
                .toList());
  }

  /** A projection that only stores the progress of a rebuild of this one. */
  AuditedProjection auxiliary(String purpose) {
    return new AuditedProjection(
        driver, new ProjectionPositions(stored.projection() + "/" + purpose, stored.ledgerId()));
  }

  boolean exists() {
    return !positions().isEmpty();
  }

  /** Stores position 0 for partitions that do not exist yet. */
  void create(int partitions) {
    write(
        transaction -> {
          stored.create(transaction, partitions);
          return true;
        });
  }

  /**
   * Lets a projection of this ledger under an id that it had before belong to its present id.
   * Whether it can be continued is decided by its positions, as ever.
   *
   * @param predecessors the ids that the ledger had before
   */
  void adopt(List<String> predecessors) {
    Map<String, Object> ids =
        Map.of(
            "name", stored.projection(),
            "predecessors", predecessors,
            "ledger_id", stored.ledgerId());
    write(transaction -> ADOPT.run(transaction, ids));
  }

  /** Removes the stored positions. */
  void drop() {
    write(transaction -> DROP.run(transaction, Map.of("name", stored.projection())));
  }
}
