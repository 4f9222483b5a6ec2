package io.contextgraph.redis;

import io.contextgraph.server.RedisAddress;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is opened when it is needed, and again after it was lost or closed. Used by one
 * thread at a time.
 */
public final class RenewedConnection implements AutoCloseable {
  private final RedisAddress address;
  private final InfoMode infoMode;
  private @Nullable RedisConnection connection;

  public RenewedConnection(RedisAddress address) {
    this(address, new InfoMode());
  }

  /**
   * @param infoMode outlives this connection
   */
  RenewedConnection(RedisAddress address, InfoMode infoMode) {
    this.address = address;
    this.infoMode = infoMode;
  }

  /**
   * The open connection.
   *
   * @throws io.contextgraph.server.RefusedException if the server rejects the credentials
   * @throws RedisException if the server cannot be reached
   */
  public RedisConnection get() {
    RedisConnection open = connection;
    if (open == null || !open.isOpen()) {
      close();
      open = RedisConnection.open(address, infoMode);
      connection = open;
    }
    return open;
  }

  /**
   * Asks about a stream; if that costs the connection, again in another way.
   *
   * @throws RedisException if Redis cannot be reached, or if no way is left
   */
  public <T> T ask(String stream, Function<RedisConnection, T> question) {
    while (true) {
      RedisConnection open = get();
      boolean byScript = infoMode.isByScript(stream);
      try {
        return question.apply(open);
      } catch (RedisCommandExecutionException e) {
        throw e;
      } catch (RedisException e) {
        if (byScript || !infoMode.isAlone(stream)) {
          throw e;
        }
        close();
      }
    }
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
