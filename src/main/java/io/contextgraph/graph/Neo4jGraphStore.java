package io.contextgraph.graph;

import io.contextgraph.event.EventSummary;
import io.contextgraph.event.Slice;
import io.contextgraph.server.RefusedException;
import io.contextgraph.server.TlsFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.TransactionContext;
import org.neo4j.driver.exceptions.Neo4jException;
import org.neo4j.driver.exceptions.RetryableException;
import org.neo4j.driver.exceptions.SecurityException;
import org.neo4j.driver.exceptions.ServiceUnavailableException;

/** The graph in Neo4j. Positions move in the same transaction as the changes up to them. */
public final class Neo4jGraphStore implements GraphStore {
  private static final Duration JOB_LIMIT = Duration.ofSeconds(30);

  /** Longer than a job's limit: a command has nothing else to do while it waits. */
  private static final Duration COMMAND_LIMIT = Duration.ofMinutes(3);

  private final String server;
  private final TimeLimitedDriver driver;
  private final String projection;
  private final int partitions;
  private final AtomicLong retries = new AtomicLong();

  /**
   * A store for a command, whose messages leave it to the command to name the server's address.
   *
   * @param driver closed with the store
   * @param projection the name under which positions are stored
   * @param partitions the number of the projection's logical partitions, which never changes
   */
  public Neo4jGraphStore(Driver driver, String projection, int partitions) {
    this("Neo4j", new TimeLimitedDriver(driver, COMMAND_LIMIT), projection, partitions);
  }

  /**
   * A store for a job, which must continue whatever happens to the server. Its messages name the
   * server's address.
   *
   * @param neo4j opens the driver before the first call, and a new one after the server has not
   *     answered in time or refused the password, or no verified connection came about
   * @param projection the name under which positions are stored
   * @param partitions the number of the projection's logical partitions, which never changes
   */
  public Neo4jGraphStore(Neo4jConnections neo4j, String projection, int partitions) {
    this(
        "Neo4j at " + neo4j.address(),
        new TimeLimitedDriver(neo4j::open, JOB_LIMIT),
        projection,
        partitions);
  }

  /**
   * @param server as messages name it
   */
  Neo4jGraphStore(String server, TimeLimitedDriver driver, String projection, int partitions) {
    this.server = server;
    this.driver = driver;
    this.projection = projection;
    this.partitions = partitions;
  }

  /**
   * Creates the constraints and the index that do not exist yet.
   *
   * @throws ProjectionException if the server is older than this project needs
   */
  public void install() {
    call(
        session -> {
          GraphSchema.requireSupported(session);
          GraphSchema.install(session);
          return true;
        });
  }

  @Override
  public Map<Integer, ProjectionMark> positions(String ledgerId) {
    ProjectionPositions positions = new ProjectionPositions(projection, ledgerId);
    return call(
        session -> {
          StoredProjection stored = session.executeRead(positions::stored);
          return stored.isComplete(partitions)
              ? stored.marks()
              : session.executeWrite(tx -> create(positions, tx), driver.transactionConfig());
        });
  }

  /** Creates the partitions that do not exist. */
  private Map<Integer, ProjectionMark> create(
      ProjectionPositions positions, TransactionContext transaction) {
    boolean hasEvents = positions.hasEvents(transaction);
    positions.stored(transaction).requireContinuable(partitions, hasEvents);
    positions.create(transaction, partitions);
    return positions.stored(transaction).marks();
  }

  @Override
  public void apply(List<Slice> slices) {
    if (slices.isEmpty()) {
      return;
    }
    SliceBatch batch = new SliceBatch(slices);
    ProjectionPositions positions = new ProjectionPositions(projection, batch.ledgerId());
    AtomicBoolean again = new AtomicBoolean();
    call(
        session -> {
          session.executeWriteWithoutResult(
              transaction -> {
                if (again.getAndSet(true)) {
                  retries.incrementAndGet();
                }
                apply(transaction, batch, positions);
              },
              driver.transactionConfig());
          return true;
        });
  }

  private void apply(
      TransactionContext transaction, SliceBatch batch, ProjectionPositions positions) {
    StoredProjection locked = positions.lockStored(transaction, batch.partitions());
    locked.requireCurrent(batch.partitions(), partitions);
    Map<Integer, Long> stored = locked.positions();
    List<EventSummary> events = batch.newEvents(stored);
    if (!events.isEmpty()) {
      new GraphWriter(transaction).project(events);
    }
    positions.move(transaction, batch.moves(stored));
  }

  @Override
  public long retries() {
    return retries.get();
  }

  private <T> T call(Function<Session, T> work) {
    try {
      return driver.call(work);
    } catch (ServiceUnavailableException | SecurityException e) {
      throw unavailable(e);
    } catch (RefusedException e) {
      throw new StoreUnavailableException("", true, e);
    } catch (RuntimeException e) {
      if (e instanceof RetryableException || TimeLimitedDriver.isTerminated(e)) {
        throw new StoreUnavailableException(server + " cannot answer now: ", false, e);
      }
      throw e;
    }
  }

  private StoreUnavailableException unavailable(Neo4jException e) {
    Optional<String> unverified = TlsFailure.reason(e);
    if (unverified.isEmpty() && e instanceof ServiceUnavailableException) {
      return new StoreUnavailableException(server + " cannot be reached: ", false, e);
    }
    // A new driver reads the password and the TLS files again.
    driver.abandon();
    return unverified
        .map(reason -> StoreUnavailableException.unverified(server, reason, e))
        .orElseGet(
            () ->
                new StoreUnavailableException(
                    server + " refuses the user or the password: ", true, e));
  }

  @Override
  public void close() {
    driver.close();
  }
}
