package io.contextgraph.cli;

import io.contextgraph.event.ControlEvent;
import io.contextgraph.ledger.ControlEvents;
import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.server.ServerAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Opens the record of what privileged commands do, in the name of who runs this program. */
record ControlLog(Servers servers) {
  /**
   * Connects as the control role.
   *
   * @throws UsageException if no variable names it: the command must then do nothing
   * @throws SQLException also if recording is suspended
   */
  ControlEvents open() throws SQLException {
    return open(ControlEvents::open, login());
  }

  /** As {@link #open()}, in the name of a role of the key store. */
  ControlEvents openAs(Servers.Role login) throws SQLException {
    return open(ControlEvents::open, login);
  }

  /** As {@link #open}, but also while nothing except a fork is recorded. */
  ControlEvents openForFork() throws SQLException {
    return open(ControlEvents::openForFork, login());
  }

  private interface Opening {
    ControlEvents of(
        PostgresConnections control,
        ControlEvent.Actor actor,
        Supplier<UUID> ids,
        InstantSource clock)
        throws SQLException;
  }

  private Servers.Role login() {
    return servers.hasPostgres() ? Servers.Role.ANY : Servers.Role.CONTROL;
  }

  private ControlEvents open(Opening opening, Servers.Role login) throws SQLException {
    return opening.of(
        servers.postgres(Servers.Role.CONTROL),
        actor(login),
        UUID::randomUUID,
        InstantSource.system());
  }

  /** Who runs this program, logged in to Postgres for this. */
  ControlEvent.Actor actor(Servers.Role login) {
    ServerAddress address = servers.postgres(login).address();
    String osUser = System.getProperty("user.name");
    // As the driver does if the address has no user.
    String role = Optional.ofNullable(address.user()).orElse(osUser);
    return new ControlEvent.Actor(role, osUser, host());
  }

  private static Optional<String> host() {
    try {
      return Optional.of(InetAddress.getLocalHost().getHostName());
    } catch (UnknownHostException unnamed) {
      return Optional.empty();
    }
  }
}
