package io.contextgraph.graph;

import io.contextgraph.event.EventSummary;
import io.contextgraph.event.Slice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.TransactionContext;
import org.neo4j.driver.Values;
import org.neo4j.driver.exceptions.RetryableException;
import org.neo4j.driver.exceptions.SecurityException;
import org.neo4j.driver.exceptions.ServiceUnavailableException;

/** The graph in Neo4j. Positions are written in the transaction of the changes up to them. */
public final class Neo4jGraphStore implements GraphStore {
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

  /** For a command, which has nobody to go on without it. */
  private static final Duration ANSWER_COMMAND_WITHIN = Duration.ofMinutes(3);

  private final PatientDriver patient;
  private final String projection;
  private final int partitions;

  /**
   * @param driver closed with the store
   * @param projection the name under which positions are kept
   * @param partitions how many logical partitions the projection has, for good
   */
  public Neo4jGraphStore(Driver driver, String projection, int partitions) {
    this(new PatientDriver(() -> driver, ANSWER_COMMAND_WITHIN), projection, partitions);
  }

  /**
   * For a program that must go on whatever happens to the server.
   *
   * @param drivers opens the driver, and another one when the server was not heard of for long
   */
  public Neo4jGraphStore(Supplier<Driver> drivers, String projection, int partitions) {
    this(new PatientDriver(drivers, ANSWER_WITHIN), projection, partitions);
  }

  Neo4jGraphStore(PatientDriver patient, String projection, int partitions) {
    this.patient = patient;
    this.projection = projection;
    this.partitions = partitions;
  }

  /** Makes the constraints and the index that are not there yet. */
  public void install() {
    available(
        () -> {
          try (Session session = patient.driver().session()) {
            for (Cypher statement : Cypher.values()) {
              if (statement.name().startsWith("CONSTRAINT") || statement == Cypher.INDEX_CHAIN) {
                session.run(statement.text()).consume();
              }
            }
            session.run("CALL db.awaitIndexes(60)").consume();
          }
          return true;
        });
  }

  @Override
  public Map<Integer, Long> positions(String ledgerId) {
    return available(
        () -> {
          try (Session session = patient.driver().session()) {
            Map<Integer, Long> stored = session.executeRead(tx -> read(tx, ledgerId));
            return !stored.isEmpty()
                ? stored
                : session.executeWrite(tx -> create(tx, ledgerId), patient.bounded());
          }
        });
  }

  private Map<Integer, Long> create(TransactionContext transaction, String ledgerId) {
    run(
        transaction,
        Cypher.CREATE_PROJECTION,
        Map.of("name", projection, "partitions", partitions, "ledger_id", ledgerId));
    return read(transaction, ledgerId);
  }

  private Map<Integer, Long> read(TransactionContext transaction, String ledgerId) {
    Map<Integer, Long> stored =
        positions(run(transaction, Cypher.READ_PROJECTION, Map.of("name", projection)), ledgerId);
    if (!stored.isEmpty() && stored.size() != partitions) {
      throw ProjectionException.otherPartitions(stored.size(), partitions);
    }
    return stored;
  }

  public static Map<Integer, Long> positions(List<Record> rows, String ledgerId) {
    Map<Integer, Long> stored = new HashMap<>();
    for (Record row : rows) {
      String graphLedger = row.get("ledger_id").asString();
      if (!graphLedger.equals(ledgerId)) {
        throw ProjectionException.otherLedger(graphLedger, ledgerId);
      }
      stored.put(row.get("partition").asInt(), row.get("position").asLong());
    }
    return stored;
  }

  @Override
  public void apply(List<Slice> slices) {
    if (slices.isEmpty()) {
      return;
    }
    available(
        () -> {
          try (Session session = patient.driver().session()) {
            session.executeWriteWithoutResult(
                transaction -> apply(transaction, slices), patient.bounded());
          }
          return true;
        });
  }

  private void apply(TransactionContext transaction, List<Slice> slices) {
    String ledgerId = slices.get(0).ledgerId();
    Map<Integer, Long> upTo = new TreeMap<>();
    slices.forEach(slice -> upTo.merge(slice.partition(), slice.upTo(), Math::max));
    Map<Integer, Long> stored = lock(transaction, new ArrayList<>(upTo.keySet()), ledgerId);
    List<EventSummary> events = fresh(slices, stored);
    if (!events.isEmpty()) {
      new GraphWrite(transaction).apply(events);
    }
    List<Map<String, Object>> moves = new ArrayList<>();
    upTo.forEach(
        (partition, position) -> {
          if (position > stored.getOrDefault(partition, 0L)) {
            moves.add(Map.of("partition", partition, "position", position));
          }
        });
    run(transaction, Cypher.MOVE_PROJECTION, Map.of("name", projection, "moves", moves));
  }

  /** Those above their partition's stored position. */
  private static List<EventSummary> fresh(List<Slice> slices, Map<Integer, Long> stored) {
    Map<Integer, Long> reached = new HashMap<>(stored);
    List<EventSummary> fresh = new ArrayList<>();
    for (Slice slice : slices) {
      long position = reached.getOrDefault(slice.partition(), 0L);
      if (slice.after() > position) {
        throw ProjectionException.gap(slice.partition(), position, slice.after());
      }
      for (EventSummary event : slice.events()) {
        if (event.globalPosition() > position) {
          fresh.add(event);
        }
      }
      reached.merge(slice.partition(), slice.upTo(), Math::max);
    }
    return fresh;
  }

  /** The stored positions, which nobody else can move until the transaction ends. */
  private Map<Integer, Long> lock(
      TransactionContext transaction, List<Integer> sorted, String ledgerId) {
    return positions(
        run(transaction, Cypher.LOCK_PROJECTION, Map.of("name", projection, "partitions", sorted)),
        ledgerId);
  }

  public static List<Record> run(
      TransactionContext transaction, Cypher statement, Map<String, Object> parameters) {
    return transaction.run(statement.text(), Values.value(parameters)).list();
  }

  private <T> T available(Supplier<T> action) {
    try {
      return patient.answer(action);
    } catch (ServiceUnavailableException e) {
      throw new StoreUnavailableException("Neo4j cannot be reached: ", false, e);
    } catch (SecurityException e) {
      throw new StoreUnavailableException("Neo4j refuses the user or the password: ", true, e);
    } catch (RuntimeException e) {
      if (e instanceof RetryableException || PatientDriver.gaveUp(e)) {
        throw new StoreUnavailableException("Neo4j cannot answer now: ", false, e);
      }
      throw e;
    }
  }

  @Override
  public void close() {
    patient.close();
  }
}
