package io.contextgraph.graph;

import java.util.ArrayList;
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
  /** The maximum number of partitions of a projection. */
  public static final int MAX_PARTITIONS = StoredPartition.MAX_PARTITIONS;

  /** The version of the form in which this release stores a graph. */
  public static final int FORMAT_VERSION = StoredProjection.FORMAT_VERSION;

  private static final Cypher CREATE = cypher("create_projection");
  private static final Cypher RESET = cypher("reset_projection");
  private static final Cypher FIND_EVENT = cypher("find_unversioned_event");
  private static final Cypher READ = cypher("read_projection");
  private static final Cypher LOCK = cypher("lock_projection");
  private static final Cypher MOVE = cypher("move_projection");

  private static Cypher cypher(String name) {
    return Cypher.read(ProjectionPositions.class, name);
  }

  /**
   * Creates the partitions that do not exist yet, at position 0, and gives all of them the current
   * format version.
   */
  public void create(TransactionContext transaction, int partitions) {
    CREATE.run(
        transaction,
        Map.of(
            "name", projection,
            "partitions", partitions,
            "ledger_id", ledgerId,
            "format_version", FORMAT_VERSION));
  }

  /**
   * Puts all partitions to position 0 and removes their format version, so that a job stands until
   * {@link #create} gives them the current one.
   */
  public void reset(TransactionContext transaction, int partitions) {
    RESET.run(
        transaction, Map.of("name", projection, "partitions", partitions, "ledger_id", ledgerId));
  }

  /** Whether the graph contains events, and no other projection says in which form. */
  public boolean hasEvents(TransactionContext transaction) {
    return !FIND_EVENT.run(transaction, Map.of("name", projection)).isEmpty();
  }

  /**
   * Returns the position of each partition; empty if the graph has no projection of this name.
   *
   * @throws ProjectionException if the graph was projected from another ledger
   */
  public Map<Integer, Long> read(TransactionContext transaction) {
    return stored(transaction).positions();
  }

  /**
   * Returns the mark of each partition; empty if they cannot be continued, because some do not
   * exist or have another format version.
   *
   * @throws ProjectionException if the graph was projected from another ledger
   */
  public Map<Integer, ProjectionMark> continuable(TransactionContext transaction) {
    StoredProjection stored = stored(transaction);
    return stored.isComplete(stored.partitions()) ? stored.marks() : Map.of();
  }

  /** The number of partitions of which the graph has or had a position; 0 if there is none. */
  public int partitions(TransactionContext transaction) {
    return stored(transaction).partitions();
  }

  StoredProjection stored(TransactionContext transaction) {
    return projection(READ.run(transaction, Map.of("name", projection)));
  }

  /**
   * Locks partitions until the transaction ends and returns their positions. The locks are acquired
   * in the order of the partition numbers.
   *
   * @throws ProjectionException if the graph was projected from another ledger
   */
  public Map<Integer, Long> lock(TransactionContext transaction, Collection<Integer> partitions) {
    return lockStored(transaction, partitions).positions();
  }

  StoredProjection lockStored(TransactionContext transaction, Collection<Integer> partitions) {
    List<Integer> sorted = partitions.stream().sorted().toList();
    return projection(LOCK.run(transaction, Map.of("name", projection, "partitions", sorted)));
  }

  /** Sets the marks of partitions. */
  public void move(TransactionContext transaction, Map<Integer, ProjectionMark> marks) {
    List<Map<String, Object>> moves = new ArrayList<>();
    marks.forEach((partition, mark) -> moves.add(move(partition, mark)));
    MOVE.run(transaction, Map.of("name", projection, "moves", moves));
  }

  private static Map<String, Object> move(int partition, ProjectionMark mark) {
    Map<String, Object> move = new HashMap<>();
    move.put("partition", partition);
    move.put("position", mark.position());
    move.put("event_id", mark.eventId() == null ? null : mark.eventId().toString());
    return move;
  }

  private StoredProjection projection(List<Record> rows) {
    List<StoredPartition> nodes = rows.stream().map(StoredPartition::of).toList();
    for (StoredPartition node : nodes) {
      String stored = node.ledgerId();
      if (stored != null && !stored.equals(ledgerId)) {
        throw ProjectionException.otherLedger(stored, ledgerId);
      }
    }
    return new StoredProjection(nodes);
  }
}
