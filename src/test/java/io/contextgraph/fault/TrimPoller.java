package io.contextgraph.fault;

import io.contextgraph.system.Outside;
import io.contextgraph.system.Sent;
import io.contextgraph.system.SentLog;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/**
 * Checks while faults happen that every trimmed entry is in the ledger or the dead letters as soon
 * as it is seen to be missing from its stream (I7).
 */
final class TrimPoller implements Runnable {
  private static final int MAX_REPORTED = 5;

  private final Outside outside;
  private final SentLog sent;
  private final AtomicBoolean done = new AtomicBoolean();
  private final List<String> violations = new ArrayList<>();
  private final Set<String> judged = new HashSet<>();

  TrimPoller(Outside outside, SentLog sent) {
    this.outside = outside;
    this.sent = sent;
  }

  void stop() {
    done.set(true);
  }

  /** The violations that it saw. Call it only after the thread has ended. */
  List<String> violations() {
    return violations.stream().limit(MAX_REPORTED).toList();
  }

  @Override
  public void run() {
    RedisClient client = RedisClient.create(outside.redis());
    try {
      boolean last = false;
      while (!last) {
        last = done.get();
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
          poll(connection.sync());
        } catch (RedisException | SQLException away) {
          // The server is down; poll again.
        }
        TimeUnit.MILLISECONDS.sleep(300);
      }
    } catch (IOException e) {
      violations.add("I7 cannot be checked: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      client.shutdown();
    }
  }

  private void poll(RedisCommands<String, String> redis) throws IOException, SQLException {
    Map<String, Position> kept = new HashMap<>();
    for (String stream : FaultySystem.STREAMS) {
      Position first = firstKept(redis, stream);
      if (first != null) {
        kept.put(stream, first);
      }
    }
    List<Sent> trimmed =
        sent.read().stream()
            .filter(it -> kept.containsKey(it.stream()) && !judged.contains(it.entry()))
            .filter(it -> Position.of(it.entryId()).compareTo(kept.get(it.stream())) < 0)
            .toList();
    if (trimmed.isEmpty()) {
      return;
    }
    String ids =
        trimmed.stream().map(it -> "'" + it.eventId() + "'").collect(Collectors.joining(","));
    Set<String> recorded =
        new HashSet<>(
            outside.rows(
                "SELECT event_id FROM ledger.event_identity WHERE event_id IN (" + ids + ")",
                row -> row.get(0)));
    Set<String> letters =
        new HashSet<>(
            outside.rows(
                "SELECT stream || ' ' || entry_id FROM ledger.dead_letter", row -> row.get(0)));
    for (Sent entry : trimmed) {
      judged.add(entry.entry());
      boolean good = entry.kind() != Sent.Kind.INVALID && recorded.contains(entry.eventId());
      if (!good && !letters.contains(entry.entry())) {
        violations.add("I7 " + entry + " was trimmed from Redis and is recorded nowhere");
      }
    }
  }

  /** The first entry of the stream, or the position after the last one if it is empty. */
  private static Position firstKept(RedisCommands<String, String> redis, String stream) {
    try {
      List<Object> info = redis.xinfoStream(stream);
      Map<String, Object> values = new HashMap<>();
      for (int i = 0; i + 1 < info.size(); i += 2) {
        values.put(String.valueOf(info.get(i)), info.get(i + 1));
      }
      if (values.get("first-entry") instanceof List<?> first && !first.isEmpty()) {
        return Position.of(String.valueOf(first.get(0)));
      }
      Position last = Position.of(String.valueOf(values.get("last-generated-id")));
      return new Position(last.millis(), last.sequence() + 1);
    } catch (RedisCommandExecutionException noSuchStream) {
      return null;
    }
  }

  private record Position(long millis, long sequence) implements Comparable<Position> {
    static Position of(String id) {
      int dash = id.indexOf('-');
      return new Position(
          Long.parseLong(id.substring(0, dash)), Long.parseLong(id.substring(dash + 1)));
    }

    @Override
    public int compareTo(Position other) {
      int byTime = Long.compare(millis, other.millis);
      return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
    }
  }
}
