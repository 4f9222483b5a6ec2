package io.contextgraph.benchmark;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Generates agent events of about 500 bytes each, each caused by the one before it in its session.
 * The same seed yields the same events.
 */
public final class GeneratedEvents {
  private static final int EVENTS_PER_SESSION = 50;
  private static final int OPEN_SESSIONS = 40;
  private static final String TEXT =
      "SELECT customer, sum(amount) FROM orders WHERE placed_at > now() - interval '7 days' "
          + "GROUP BY customer ORDER BY 2 DESC LIMIT 20; -- the weekly report, second attempt";

  private final Random random;
  private final Instant start;
  private final @Nullable String[] last = new @Nullable String[OPEN_SESSIONS];
  private long number;

  public GeneratedEvents(long seed, Instant start) {
    this.random = new Random(seed);
    this.start = start;
  }

  /** The fields of the next event, alternating names and values. */
  public List<byte[]> next() {
    long of = number++;
    Instant at = start.plusNanos(of * 1_000_000);
    long session = of / (EVENTS_PER_SESSION * OPEN_SESSIONS) * OPEN_SESSIONS + of % OPEN_SESSIONS;
    List<byte[]> fields = new ArrayList<>(22);
    String id = timeOrdered(at).toString();
    String before = last[(int) (of % OPEN_SESSIONS)];
    last[(int) (of % OPEN_SESSIONS)] = id;
    add(fields, "event_id", id);
    add(fields, "event_type", "tool.execute");
    add(fields, "occurred_at", at.toString());
    add(fields, "session_id", "session-" + session);
    add(fields, "agent_id", "agent-" + session % 25);
    add(fields, "trace_id", "trace-" + session / 2);
    add(fields, "tool_name", "sql_query_" + random.nextInt(12));
    add(fields, "status", random.nextInt(20) == 0 ? "failed" : "completed");
    add(
        fields,
        "payload",
        "{\"statement\":\"" + TEXT + "\",\"rows\":" + random.nextInt(1_000) + "}");
    if (before != null && of % (EVENTS_PER_SESSION * OPEN_SESSIONS) >= OPEN_SESSIONS) {
      add(fields, "parent_event_id", before);
    }
    return fields;
  }

  private static void add(List<byte[]> fields, String name, String value) {
    fields.add(name.getBytes(StandardCharsets.US_ASCII));
    fields.add(value.getBytes(StandardCharsets.UTF_8));
  }

  /** A UUID of version 7 (RFC 9562, section 5.7). */
  private UUID timeOrdered(Instant at) {
    long high = at.toEpochMilli() << 16 | 0x7000L | random.nextInt(1 << 12);
    long low = random.nextLong() >>> 2 | 1L << 63;
    return new UUID(high, low);
  }
}
