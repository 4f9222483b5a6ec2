package io.contextgraph.query;

import io.contextgraph.event.EventCodec;
import io.contextgraph.producer.EventProducer;
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
   * then drops the second copy, and has an event of each attempt that got so far.
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
      String added = send(id, letter.stream(), fields);
      events.append("audit.replay", id, letter, Map.of("entry_id", added));
      mark(id, added);
      transaction.commit();
      return added;
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
