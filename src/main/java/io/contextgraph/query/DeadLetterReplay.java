package io.contextgraph.query;

import io.contextgraph.event.EventCodec;
import io.contextgraph.event.Status;
import io.contextgraph.producer.EventProducer;
import io.contextgraph.server.FailureText;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Adds dead letters to their streams again and records that in the ledger. */
public final class DeadLetterReplay {
  /** How long the letter stays locked while Redis does not answer. */
  private static final int TIMEOUT_SECONDS = 5;

  private final Connection ledger;
  private final EventProducer producer;
  private final LetterCheck check;
  private final LetterEvents events;

  /**
   * @param codec that of the job
   * @param force whether to replay letters that the codec would refuse again
   * @param events records each replay
   */
  public DeadLetterReplay(
      Connection ledger,
      EventProducer producer,
      EventCodec codec,
      boolean force,
      LetterEvents events) {
    this.ledger = ledger;
    this.producer = producer;
    this.check = new LetterCheck(ledger, codec, force);
    this.events = events;
  }

  /**
   * Adds an open letter to its stream, records that as an event and marks the letter replayed. If
   * the program dies between two steps, the letter stays open and can be replayed again; the ledger
   * then drops the second copy, and has an event of each attempt that got so far. An attempt that
   * Redis did not acknowledge is recorded as failed.
   *
   * @return the id of the new entry
   * @throws IllegalArgumentException if there is no such letter, it is not open, a part of its
   *     entry was not kept, or its entry would only become another dead letter
   */
  public String replay(long id) throws SQLException, IOException, InterruptedException {
    try (LedgerTransaction transaction = new LedgerTransaction(ledger)) {
      LockedLetter letter = LockedLetter.lock(ledger, id);
      List<byte[]> fields = ReplayedEntry.fields(id, letter.detail(), letter.storedFields());
      check.check(id, letter.stream(), fields);
      String added = send(id, letter, fields);
      try {
        events.append("audit.replay", Status.COMPLETED, id, letter, Map.of("entry_id", added));
        mark(id, added);
        transaction.commit();
      } catch (SQLException e) {
        throw new SQLException(
            "dead letter %d was added as %s, but stays open: %s"
                .formatted(id, added, FailureText.of(e)),
            e.getSQLState(),
            e);
      }
      return added;
    }
  }

  /** Adds the entry; an attempt that Redis did not acknowledge may have added it all the same. */
  private String send(long id, LockedLetter letter, List<byte[]> fields)
      throws IOException, InterruptedException {
    try {
      return send(id, letter.stream(), fields);
    } catch (IOException e) {
      Map<String, String> result = Map.of("error", FailureText.of(e));
      try {
        events.append("audit.replay", Status.FAILED, id, letter, result);
      } catch (SQLException unrecorded) {
        e.addSuppressed(unrecorded);
      }
      throw e;
    }
  }

  private String send(long id, String stream, List<byte[]> fields)
      throws IOException, InterruptedException {
    try {
      return producer.send(stream, fields).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
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
