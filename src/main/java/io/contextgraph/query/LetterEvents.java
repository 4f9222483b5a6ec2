package io.contextgraph.query;

import io.contextgraph.event.ControlEvent;
import io.contextgraph.event.Status;
import io.contextgraph.ledger.ControlEvents;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Records in the ledger what is done to dead letters, each as an event of its own.
 *
 * @param reason why it is done
 * @param options what else the command was given, by name
 */
public record LetterEvents(
    ControlEvents events, Optional<String> reason, Map<String, String> options) {
  /**
   * Records what is done to a letter that is locked. The letter's row must not be changed yet: the
   * job waits for a changed row while it holds the lock on the head, which this append needs.
   */
  void append(String type, Status status, long id, LockedLetter letter, Map<String, String> result)
      throws SQLException {
    TreeMap<String, String> parameters = new TreeMap<>(options);
    parameters.putAll(
        Map.of(
            "dead_letter", Long.toString(id),
            "stream", letter.stream(),
            "entry_id", letter.entryId(),
            "letter_reason", letter.reason()));
    events.append(new ControlEvent(type, status, reason, parameters, new TreeMap<>(result)));
  }
}
