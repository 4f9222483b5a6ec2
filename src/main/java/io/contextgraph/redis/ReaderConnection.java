package io.contextgraph.redis;

import io.contextgraph.server.FailureText;
import io.contextgraph.server.RedisAddress;
import io.contextgraph.server.RefusedException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection of a reader. Opens another one after the connection was lost, for up to {@code
 * reconnectTimeout} since the last reply; then fails. Used by one thread.
 */
final class ReaderConnection implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReaderConnection.class);

  private final RedisAddress address;
  private final RedisStreamsOptions options;
  private final LongSupplier nanoClock;
  private final Outage outage;
  private final InfoMode infoMode = new InfoMode();
  private @Nullable RedisConnection connection;
  private boolean opened;

  /**
   * @param nanoClock elapsed time in nanoseconds, like {@link System#nanoTime}
   */
  ReaderConnection(RedisAddress address, RedisStreamsOptions options, LongSupplier nanoClock) {
    this.address = address;
    this.options = options;
    this.nanoClock = nanoClock;
    this.outage = new Outage(options.reconnectTimeout());
  }

  /**
   * The open connection; null while it has to wait, for {@link #waitMillis}, before it opens
   * another one.
   *
   * @param fresh whether nothing was ever read of the assigned streams
   * @throws SuppressRestartsException if the first connection of a fresh job cannot be opened
   *     because this process cannot read the password
   * @throws IOException if Redis could not be reached for longer than {@code reconnectTimeout}
   */
  @Nullable RedisConnection get(boolean fresh) throws IOException {
    RedisConnection open = connection;
    if (open != null && open.isOpen()) {
      return open;
    }
    close();
    if (outage.waitNanos(nanoClock.getAsLong()) > 0) {
      return null;
    }
    try {
      open = RedisConnection.open(address, options.maxEntryBytes(), infoMode);
      connection = open;
      opened = true;
      return open;
    } catch (RefusedException e) {
      if (e.isMissingHere() && fresh && !opened) {
        throw new SuppressRestartsException(e);
      }
      failed(e);
      return null;
    } catch (RuntimeException e) {
      failed(e);
      return null;
    }
  }

  /** The time until the connection may be opened again, in milliseconds. */
  long waitMillis() {
    return TimeUnit.NANOSECONDS.toMillis(outage.waitNanos(nanoClock.getAsLong())) + 1;
  }

  /**
   * Closes the connection after a failure: whether its last command was run, and where the next
   * reply begins, is unknown.
   *
   * @throws IOException if Redis could not be reached for longer than {@code reconnectTimeout}
   */
  void failed(Throwable cause) throws IOException {
    close();
    long now = nanoClock.getAsLong();
    outage.failed(now);
    if (outage.isTooLong(now)) {
      throw new IOException(
          "Could not read from Redis at "
              + address
              + " for "
              + options.reconnectTimeout().toSeconds()
              + " s: "
              + FailureText.of(cause),
          cause);
    }
    LOG.warn("Could not read from Redis; connecting again: {}", String.valueOf(cause));
  }

  /** Records that Redis has replied. */
  void works() {
    outage.end();
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
