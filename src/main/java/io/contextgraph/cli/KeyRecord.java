package io.contextgraph.cli;

import io.contextgraph.event.ControlEvent;
import io.contextgraph.event.Status;
import io.contextgraph.ledger.ControlEvents;
import io.contextgraph.note.VerifierKey;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Records in the ledger that a key of its notary changed. Changes of a witness's key concern no
 * ledger.
 *
 * @param events empty if the change is not recorded
 */
record KeyRecord(Optional<ControlEvents> events) implements AutoCloseable {
  private static final String VARIABLE = "CONTEXT_GRAPH_POSTGRES_CONTROL_URI";

  /** What happened to a key. */
  enum Change {
    /** It is the first key of its file. */
    CREATED,
    /** It signs beside the older keys. */
    ADDED,
    /** It no longer signs. */
    RETIRED
  }

  /**
   * A change that was made.
   *
   * @param reason why, if that was given
   */
  record Made(Change change, VerifierKey key, Optional<String> reason) {}

  /**
   * Connects before the key file changes. A new key may be made without the control role's address,
   * because its ledger may not exist yet; then it is said that the ledger does not record it.
   *
   * @param unrecorded whether the ledger shall not record it
   * @param err where it is said
   * @throws UsageException if the address is absent for another change, which must not be made then
   */
  static KeyRecord open(Servers servers, Made change, boolean unrecorded, PrintWriter err)
      throws SQLException {
    if (change.key().type() == VerifierKey.COSIGNATURE) {
      return new KeyRecord(Optional.empty());
    }
    boolean named = servers.postgresOf(Servers.Role.CONTROL).isPresent();
    if (unrecorded || !named && change.change() == Change.CREATED) {
      err.println(
          "The change of the key is not recorded in the ledger: "
              + (unrecorded ? "--unrecorded was given." : VARIABLE + " is not set."));
      return new KeyRecord(Optional.empty());
    }
    UsageException.require(
        named,
        "the ledger cannot record the change of its key, so nothing was changed: "
            + VARIABLE
            + " is not set; with --unrecorded the key changes without a record");
    return new KeyRecord(Optional.of(new ControlLog(servers).open()));
  }

  /** Appends the event, if changes are recorded. */
  void append(Made made) throws SQLException {
    if (events.isPresent()) {
      TreeMap<String, String> parameters = new TreeMap<>();
      parameters.put("change", made.change().name().toLowerCase(Locale.ROOT));
      parameters.put("verifier_key", made.key().toString());
      events
          .get()
          .append(
              new ControlEvent(
                  "audit.key", Status.COMPLETED, made.reason(), parameters, new TreeMap<>()));
    }
  }

  @Override
  public void close() throws SQLException {
    if (events.isPresent()) {
      events.get().close();
    }
  }
}
