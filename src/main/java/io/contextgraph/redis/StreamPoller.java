package io.contextgraph.redis;

import io.contextgraph.server.FailureText;
import io.lettuce.core.RedisBusyException;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisLoadingException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads streams with one XREAD at a time. A wake-up interrupts the wait and leaves the command in
 * flight; the next poll returns its reply. A stream that cannot be read is left out.
 */
final class StreamPoller {
  private final RedisStreamsOptions options;
  private final LongSupplier nanoClock;
  private final ReadPlan plan;
  private final UnreadableStreams unreadable;
  private volatile CompletableFuture<Void> wakeUp = new CompletableFuture<>();
  private @Nullable Read inFlight;
  private boolean maxSizeIsKnown = true;

  private record Read(
      RedisConnection connection,
      ReadRequest request,
      ReadCommand command,
      RedisFuture<List<StreamEntry>> reply) {}

  /**
   * @param nanoClock elapsed time in nanoseconds, like {@link System#nanoTime}
   */
  StreamPoller(RedisStreamsOptions options, RedisSourceMetrics metrics, LongSupplier nanoClock) {
    this.options = options;
    this.nanoClock = nanoClock;
    this.plan = new ReadPlan(options.maxReadBytes());
    this.unreadable = new UnreadableStreams(metrics, nanoClock);
  }

  void add(String stream) {
    plan.add(stream);
  }

  void remove(String stream) {
    plan.remove(stream);
    unreadable.wereRead(List.of(stream));
  }

  /** Leaves a stream out until it can be read. */
  void leaveOut(String stream, String reason) {
    plan.remove(stream);
    unreadable.leaveOut(stream, reason);
  }

  /** The streams that are left out at present. */
  Set<String> leftOut() {
    return unreadable.streams();
  }

  /** The streams that were left out and should be tried again now, with {@link #add}. */
  List<String> due() {
    return unreadable.due();
  }

  /**
   * Returns the entries of the next reply, an empty list if no entry arrived in time, or null if
   * woken up first.
   *
   * @throws ExecutionException if the connection failed; the next poll needs another one
   */
  @Nullable List<StreamEntry> poll(RedisConnection connection, AssignedStreams streams)
      throws ExecutionException {
    Read read = inFlight;
    if (read != null && read.connection() != connection) {
      plan.failed(read.request());
      read = null;
      inFlight = null;
    }
    if (read == null) {
      String alone = plan.unreadable();
      if (alone != null) {
        return readInParts(connection, alone, streams.position(alone));
      }
      if (plan.isEmpty()) {
        return pause(options.block().toMillis()) ? null : List.of();
      }
      read = send(connection, streams);
      inFlight = read;
    }
    return awaitReply(read) ? entries(read) : null;
  }

  private Read send(RedisConnection connection, AssignedStreams streams) {
    ReadRequest request = plan.next(nanoClock.getAsLong());
    ReadCommand command =
        ReadCommand.of(request, streams.positions(request.streams()), options, maxSizeIsKnown);
    return new Read(connection, request, command, command.send(connection));
  }

  private List<StreamEntry> entries(Read read) throws ExecutionException {
    inFlight = null;
    try {
      List<StreamEntry> entries = read.reply().toCompletableFuture().get();
      plan.completed(
          read.request(), ReadResult.of(read.command().entries()), nanoClock.getAsLong());
      unreadable.wereRead(read.request().streams());
      return entries;
    } catch (ExecutionException e) {
      return failed(read, e);
    } catch (CancellationException e) {
      return failed(read, new ExecutionException(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  private List<StreamEntry> failed(Read read, ExecutionException failure)
      throws ExecutionException {
    Throwable cause = failure.getCause();
    if (!(cause instanceof RedisCommandExecutionException)) {
      plan.failed(read.request());
      throw failure;
    }
    if (maxSizeIsKnown && ReadCommand.isUnknownOption(cause)) {
      maxSizeIsKnown = false;
      return List.of();
    }
    Map<String, String> refused =
        KeyRefusal.isCauseOf(cause)
            ? UnreadableStreams.probe(read.connection(), read.request().streams())
            : Map.of();
    if (refused.isEmpty()) {
      throw failure;
    }
    refused.forEach(this::leaveOut);
    return List.of();
  }

  private List<StreamEntry> readInParts(
      RedisConnection connection, String stream, StreamPosition after) throws ExecutionException {
    try {
      List<StreamEntry> entry =
          new EntryInParts(connection, options.maxEntryBytes())
              .after(stream, after).stream().toList();
      plan.unreadableWasRead();
      return entry;
    } catch (RedisLoadingException | RedisBusyException e) {
      throw e;
    } catch (RedisCommandExecutionException e) {
      leaveOut(
          stream,
          "Redis closes the connection instead of sending the entry after "
              + after
              + ", and does not let a script read it in parts: "
              + FailureText.of(e));
      return List.of();
    }
  }

  /** Whether the reply arrived, as opposed to a wake-up or an interrupt. */
  private boolean awaitReply(Read read) {
    CompletableFuture<Void> signal = wakeUp;
    try {
      CompletableFuture.anyOf(read.reply().toCompletableFuture(), signal).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | CancellationException e) {
      return true;
    }
    if (signal.isDone()) {
      wakeUp = new CompletableFuture<>();
    }
    return read.reply().isDone();
  }

  /**
   * Waits.
   *
   * @return whether a wake-up or an interrupt ended the wait
   */
  boolean pause(long millis) {
    CompletableFuture<Void> signal = wakeUp;
    try {
      signal.get(millis, TimeUnit.MILLISECONDS);
      wakeUp = new CompletableFuture<>();
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a wake-up cannot fail", e);
    }
  }

  /** Makes the current or the next wait return immediately. Called by any thread. */
  void wakeUp() {
    wakeUp.complete(null);
  }
}
