package io.contextgraph.graph;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.Record;
import org.neo4j.driver.TransactionContext;

/**
 * The positions of a projection's partitions, which the graph stores as {@code (:Projection)}
 * nodes. Each method works within the caller's transaction.
 *
 * @param projection the name under which the positions are stored
 * @param ledgerId the ledger that the positions must belong to
 */
public record ProjectionPositions(String projection, String ledgerId) {
  private static final Cypher CREATE = cypher("create_projection");
  private static final Cypher READ = cypher("read_projection");
  private static final Cypher LOCK = cypher("lock_projection");
  private static final Cypher MOVE = cypher("move_projection");

  private static Cypher cypher(String name) {
    return Cypher.read(ProjectionPositions.class, name);
  }

  /** Creates the partitions that do not exist yet, at position 0. */
  void create(TransactionContext transaction, int partitions) {
    CREATE.run(
        transaction, Map.of("name", projection, "partitions", partitions, "ledger_id", ledgerId));
  }

  /**
   * Returns the position of each partition; empty if the graph has no projection of this name.
   *
   * @throws ProjectionException if the graph was projected from another ledger
   */
  public Map<Integer, Long> read(TransactionContext transaction) {
    return positions(READ.run(transaction, Map.of("name", projection)));
  }

  /**
   * Locks partitions until the transaction ends and returns their positions. The locks are acquired
   * in the order of the partition numbers.
   *
   * @throws ProjectionException if the graph was projected from another ledger
   */
  public Map<Integer, Long> lock(TransactionContext transaction, Collection<Integer> partitions) {
    List<Integer> sorted = partitions.stream().sorted().toList();
    return positions(LOCK.run(transaction, Map.of("name", projection, "partitions", sorted)));
  }

  /** Sets the positions of partitions. */
  public void move(TransactionContext transaction, Map<Integer, Long> positions) {
    List<Map<String, Object>> moves =
        positions.entrySet().stream()
            .map(
                move ->
                    Map.<String, Object>of("partition", move.getKey(), "position", move.getValue()))
            .toList();
    MOVE.run(transaction, Map.of("name", projection, "moves", moves));
  }

  private Map<Integer, Long> positions(List<Record> rows) {
    Map<Integer, Long> positions = new HashMap<>();
    for (Record row : rows) {
      String graphLedger = row.get("ledger_id").asString();
      if (!graphLedger.equals(ledgerId)) {
        throw ProjectionException.otherLedger(graphLedger, ledgerId);
      }
      positions.put(row.get("partition").asInt(), row.get("position").asLong());
    }
    return positions;
  }
}
