package io.contextgraph.cli;

import io.contextgraph.event.ControlEvent;
import io.contextgraph.ledger.ControlEvents;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/**
 * Opens the record of what privileged commands do. The actor's database role is the one that the
 * server logged in for the command's work, not a name in the text of an address: an address may
 * name no user, or one that never logs in.
 */
record ControlLog(Servers servers) {
  /**
   * Connects as the control role, for a command that does its work as that role.
   *
   * @throws UsageException if no variable names it: the command must then do nothing
   * @throws SQLException also if recording is suspended
   */
  ControlEvents open() throws SQLException {
    return openFor(Servers.Role.CONTROL);
  }

  /**
   * As {@link #open()}, for a command that does its work with another login.
   *
   * @throws SQLException also if that login fails
   */
  ControlEvents openFor(Servers.Role work) throws SQLException {
    return ControlEvents.open(
        servers.postgres(Servers.Role.CONTROL),
        actor(work),
        UUID::randomUUID,
        InstantSource.system());
  }

  /** As {@link #open()}, but also while nothing except a fork is recorded. */
  ControlEvents openForFork(ControlEvent.Actor actor) throws SQLException {
    return ControlEvents.openForFork(
        servers.postgres(Servers.Role.CONTROL), actor, UUID::randomUUID, InstantSource.system());
  }

  /**
   * Who runs this program. Logs in once, because only the server knows which role that gives.
   *
   * @param work what the program logs in to Postgres for
   */
  ControlEvent.Actor actor(Servers.Role work) throws SQLException {
    return new ControlEvent.Actor(
        servers.postgres(work).sessionUser(), System.getProperty("user.name"), host());
  }

  private static Optional<String> host() {
    try {
      return Optional.of(InetAddress.getLocalHost().getHostName());
    } catch (UnknownHostException unnamed) {
      return Optional.empty();
    }
  }
}
