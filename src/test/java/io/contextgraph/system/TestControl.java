package io.contextgraph.system;

import io.contextgraph.event.ControlEvent;
import io.contextgraph.ledger.ControlEvents;
import io.contextgraph.ledger.PostgresConnections;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/** The control role of a test's ledger. */
public final class TestControl {
  private static final String ROLE = "ledger_control";

  private TestControl() {}

  /** Records what a test does. */
  public static ControlEvents open(String database) throws SQLException {
    return ControlEvents.open(
        TestServers.ledger(database, ROLE),
        new ControlEvent.Actor("ledger_operator", "tester", Optional.of("here")),
        UUID::randomUUID,
        InstantSource.system());
  }

  /** The address of a ledger as a role, with the role's password. */
  public static String uri(String database, String role) {
    PostgresConnections postgres = TestServers.ledger(database, role);
    return postgres
        .address()
        .uri()
        .toString()
        .replace("//", "//" + role + ":" + postgres.address().resolvedPassword() + "@");
  }

  /** The value of CONTEXT_GRAPH_POSTGRES_CONTROL_URI. */
  public static String uri(String database) {
    return uri(database, ROLE);
  }
}
