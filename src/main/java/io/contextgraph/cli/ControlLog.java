package io.contextgraph.cli;

import io.contextgraph.event.ControlEvent;
import io.contextgraph.ledger.ControlEvents;
import io.contextgraph.server.ServerAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/** Opens the record of what privileged commands do, in the name of who runs this program. */
record ControlLog(Servers servers) {
  /**
   * Connects as the control role.
   *
   * @throws UsageException if no variable names it: the command must then do nothing
   */
  ControlEvents open() throws SQLException {
    ServerAddress address =
        (servers.hasPostgres() ? servers.postgres() : servers.postgresControl()).address();
    String osUser = System.getProperty("user.name");
    // As the driver does if the address has no user.
    String role = Optional.ofNullable(address.user()).orElse(osUser);
    return ControlEvents.open(
        servers.postgresControl(),
        new ControlEvent.Actor(role, osUser, host()),
        UUID::randomUUID,
        InstantSource.system());
  }

  private static Optional<String> host() {
    try {
      return Optional.of(InetAddress.getLocalHost().getHostName());
    } catch (UnknownHostException unnamed) {
      return Optional.empty();
    }
  }
}
