package io.contextgraph.query;

import io.contextgraph.event.FieldsFormat;
import io.contextgraph.producer.EventProducer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Adds dead letters to their streams again and records that in the ledger. */
public record DeadLetterReplay(Connection ledger, EventProducer producer) {
  /** How long the letter stays locked while Redis does not answer. */
  private static final int TIMEOUT_SECONDS = 5;

  private record Entry(String stream, List<byte[]> fields) {}

  /**
   * Adds an open letter to its stream and marks it replayed. If the program dies between the two
   * steps, the letter stays open and can be replayed again; the ledger then drops the second copy.
   *
   * @return the id of the new entry
   * @throws IllegalArgumentException if there is no such letter, it is not open, or one of its
   *     values was not kept
   */
  public String replay(long id) throws SQLException, IOException, InterruptedException {
    ledger.setAutoCommit(false);
    try {
      Entry entry = lock(id);
      String added = send(id, entry);
      mark(id, added);
      ledger.commit();
      return added;
    } finally {
      ledger.rollback();
      ledger.setAutoCommit(true);
    }
  }

  private Entry lock(long id) throws SQLException {
    try (PreparedStatement lock = ledger.prepareStatement(Sql.LOCK_DEAD_LETTER.text())) {
      lock.setLong(1, id);
      try (ResultSet row = lock.executeQuery()) {
        if (!row.next()) {
          throw new IllegalArgumentException("there is no dead letter " + id);
        }
        if (!row.getString(3).equals("open")) {
          throw new IllegalArgumentException("dead letter " + id + " is " + row.getString(3));
        }
        return new Entry(
            row.getString(1), ReplayedEntry.fields(id, FieldsFormat.read(row.getBytes(2))));
      }
    }
  }

  private String send(long id, Entry entry) throws IOException, InterruptedException {
    try {
      return producer.send(entry.stream(), entry.fields()).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IOException("Redis did not acknowledge dead letter " + id + " in time", e);
    } catch (ExecutionException e) {
      throw new IOException("Redis refused dead letter " + id + ": " + e.getCause(), e);
    }
  }

  private void mark(long id, String added) throws SQLException {
    try (PreparedStatement mark = ledger.prepareStatement(Sql.MARK_REPLAYED.text())) {
      mark.setString(1, added);
      mark.setLong(2, id);
      mark.executeUpdate();
    }
  }
}
