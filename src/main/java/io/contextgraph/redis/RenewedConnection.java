package io.contextgraph.redis;

import io.contextgraph.server.RedisAddress;
import org.jspecify.annotations.Nullable;

/** A connection that is opened when it is needed, and again after it was lost or closed. */
final class RenewedConnection implements AutoCloseable {
  private final RedisAddress address;
  private final InfoMode infoMode;
  private @Nullable RedisConnection connection;

  RenewedConnection(RedisAddress address, InfoMode infoMode) {
    this.address = address;
    this.infoMode = infoMode;
  }

  /**
   * The open connection.
   *
   * @throws io.contextgraph.server.RefusedException if the server rejects the credentials
   * @throws io.lettuce.core.RedisException if the server cannot be reached
   */
  RedisConnection get() {
    RedisConnection open = connection;
    if (open == null || !open.isOpen()) {
      close();
      open = RedisConnection.open(address, infoMode);
      connection = open;
    }
    return open;
  }

  @Override
  public void close() {
    RedisConnection open = connection;
    connection = null;
    if (open != null) {
      open.close();
    }
  }
}
