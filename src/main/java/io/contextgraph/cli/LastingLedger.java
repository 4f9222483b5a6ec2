package io.contextgraph.cli;

import io.contextgraph.ledger.LedgerHead;
import io.contextgraph.server.FailureText;
import io.contextgraph.server.RefusedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a ledger that is opened again whenever it is lost, for as long as that takes. Not
 * thread-safe.
 */
final class LastingLedger implements AutoCloseable {
  /** The class of SQL states of a connection that could not be made, or that broke. */
  private static final String NO_CONNECTION = "08";

  /** The SQL states of a server that stops, crashed or starts begin with this. */
  private static final String SHUTDOWN = "57P0";

  private static final String TOO_MANY_CONNECTIONS = "53300";

  private final Opener opener;
  private final Consumer<String> notices;
  private final LongSupplier nanoClock;
  private final String ledgerId;
  private @Nullable Connection connection;
  private long reached;

  /** Opens a connection to the ledger. */
  @FunctionalInterface
  interface Opener {
    Connection open() throws SQLException;
  }

  /** Reads from the ledger; begins again if the connection is lost meanwhile. */
  @FunctionalInterface
  interface Reading<T> {
    T from(Connection ledger) throws SQLException;
  }

  /**
   * Connects.
   *
   * @param notices receives what a person should know about lost connections
   * @param nanoClock measures how long the ledger is away
   * @throws SQLException if the ledger cannot be reached now
   */
  LastingLedger(Opener opener, Consumer<String> notices, LongSupplier nanoClock)
      throws SQLException {
    this.opener = opener;
    this.notices = notices;
    this.nanoClock = nanoClock;
    Connection open = opener.open();
    this.connection = open;
    this.ledgerId = ledgerId(open);
  }

  private static String ledgerId(Connection open) throws SQLException {
    try {
      return LedgerHead.read(open).ledgerId();
    } catch (SQLException e) {
      open.close();
      throw e;
    }
  }

  /** Remembers a position that the ledger has. */
  void reach(long position) {
    reached = Math.max(reached, position);
  }

  /**
   * Reads, as often as the connection is lost. A server that refuses to be connected to again may
   * be one whose password or certificate is being changed: it is asked until it does not.
   *
   * @throws SQLException if it fails for another reason than the connection
   * @throws UsageException if the ledger does not continue the one before
   */
  <T> T read(Reading<T> reading) throws SQLException, InterruptedException {
    Absence absence = new Absence();
    while (true) {
      try {
        return reading.from(open(absence));
      } catch (SQLException e) {
        drop(e);
        requireLost(e);
        pause(absence, e);
      } catch (RefusedException e) {
        if (connection != null) {
          throw e;
        }
        pause(absence, e);
      }
    }
  }

  private void pause(Absence absence, Exception reason) throws InterruptedException {
    if (absence.failed(nanoClock.getAsLong())) {
      notices.accept("The ledger is away and will be asked again: " + FailureText.of(reason));
    }
    TimeUnit.MILLISECONDS.sleep(absence.nextPause().toMillis());
  }

  private Connection open(Absence absence) throws SQLException {
    Connection open = connection;
    if (open == null) {
      open = opener.open();
      connection = open;
      requireContinued(LedgerHead.read(open));
      notices.accept(
          "The ledger is back after %d s; no event was left out."
              .formatted(absence.duration(nanoClock.getAsLong()).toSeconds()));
    }
    return open;
  }

  private void requireContinued(LedgerHead head) {
    UsageException.require(
        head.ledgerId().equals(ledgerId), "Postgres came back with another ledger than before");
    UsageException.require(
        head.position() >= reached,
        "the ledger came back with its end at position %d, before position %d: was it restored from a backup?"
            .formatted(head.position(), reached));
  }

  private static void requireLost(SQLException e) throws SQLException {
    String state = String.valueOf(e.getSQLState());
    if (!state.startsWith(NO_CONNECTION)
        && !state.startsWith(SHUTDOWN)
        && !state.equals(TOO_MANY_CONNECTIONS)) {
      throw e;
    }
  }

  private void drop(SQLException reason) {
    try {
      close();
    } catch (SQLException e) {
      reason.addSuppressed(e);
    }
    connection = null;
  }

  @Override
  public void close() throws SQLException {
    if (connection != null) {
      connection.close();
    }
  }
}
