package io.contextgraph.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.contextgraph.event.Event;
import io.contextgraph.event.EventId;
import io.contextgraph.event.Micros;
import io.contextgraph.server.Secret;
import io.contextgraph.server.ServerAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;

/** Appends events to a real ledger, reads them back, and fails if anything about them changed. */
public final class LedgerRoundTrip implements AutoCloseable {
  private static final int BATCH = 500;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String READ =
      "SELECT event_id, event_type, (extract(epoch FROM occurred_at) * 1000000)::bigint, session_id,"
          + " agent_id, trace_id, parent_event_id, tool_name,"
          + " (extract(epoch FROM ended_at) * 1000000)::bigint, status, schema_version,"
          + " importance_hint, subject_id, payload_ref, payload::text, attributes::text,"
          + " payload::jsonb IS NULL, personal_data FROM ledger.event WHERE global_position > ?"
          + " ORDER BY global_position";

  private final List<Event> waiting = new ArrayList<>();
  private final PostgresLedger ledger;
  private final Connection connection;

  public LedgerRoundTrip(PostgresConnections postgres) throws SQLException {
    ledger = new PostgresLedger(postgres, LedgerMark.NONE, 3);
    connection = postgres.open();
  }

  /** The ledger that {@code fuzz.postgres.uri} and {@code fuzz.postgres.password-file} name. */
  public static LedgerRoundTrip fromProperties() {
    try {
      return new LedgerRoundTrip(
          new PostgresConnections(
              new ServerAddress(
                  URI.create(System.getProperty("fuzz.postgres.uri")),
                  "ledger_writer",
                  new Secret.FromFile(System.getProperty("fuzz.postgres.password-file"))),
              "fuzz"));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Adds an event; every {@value BATCH} events are appended and read back. */
  public void add(Event event) {
    waiting.add(event);
    if (waiting.size() == BATCH) {
      flush();
    }
  }

  private void flush() {
    try {
      AppendResult result = ledger.append(waiting);
      if (result.appended() != waiting.size()) {
        throw new AssertionError("Postgres refused valid events: " + result.deadLetters());
      }
      compare(result.mark().position() - waiting.size());
      waiting.clear();
    } catch (SQLException e) {
      throw new AssertionError("Postgres refused valid events", e);
    }
  }

  private void compare(long after) throws SQLException {
    try (PreparedStatement read = connection.prepareStatement(READ)) {
      read.setLong(1, after);
      try (ResultSet row = read.executeQuery()) {
        for (Event event : waiting) {
          row.next();
          compare(event, row);
        }
      }
    }
  }

  private static void compare(Event event, ResultSet row) throws SQLException {
    same(event.eventId().toUuid(), row.getObject(1, UUID.class));
    same(event.eventType(), row.getString(2));
    same(event.occurredAt(), time(row, 3));
    same(event.sessionId(), row.getString(4));
    same(event.agentId(), row.getString(5));
    same(event.traceId(), row.getString(6));
    UUID parent = row.getObject(7, UUID.class);
    same(event.parentEventId(), parent == null ? null : EventId.of(parent));
    same(event.toolName(), row.getString(8));
    same(event.endedAt(), time(row, 9));
    same(event.status() == null ? null : event.status().text(), row.getString(10));
    same(event.schemaVersion(), row.getShort(11));
    Object importance = row.getObject(12);
    same(
        event.importanceHint() == null ? null : event.importanceHint().intValue(),
        importance == null ? null : ((Number) importance).intValue());
    same(event.subjectId(), row.getString(13));
    same(event.payloadRef(), row.getString(14));
    String payload = row.getString(15);
    if (event.payload() == null
        ? payload != null
        : payload == null
            || !Arrays.equals(event.payload(), payload.getBytes(StandardCharsets.UTF_8))) {
      throw new AssertionError("the payload came back as " + payload);
    }
    byte[] sealed = row.getBytes(18);
    if (!Arrays.equals(
        event.personalData() == null ? null : event.personalData().toBytes(), sealed)) {
      throw new AssertionError("the sealed personal data came back differently");
    }
    try {
      same(
          new TreeMap<>(event.attributes()),
          JSON.readValue(row.getString(16), new TypeReference<TreeMap<String, String>>() {}));
    } catch (JsonProcessingException e) {
      throw new AssertionError("attributes came back as invalid JSON", e);
    }
  }

  private static Instant time(ResultSet row, int column) throws SQLException {
    long micros = row.getLong(column);
    return row.wasNull() ? null : Micros.toInstant(micros);
  }

  private static void same(Object sent, Object read) {
    if (!Objects.equals(sent, read)) {
      throw new AssertionError("sent " + sent + ", read " + read);
    }
  }

  @Override
  public void close() {
    if (!waiting.isEmpty()) {
      flush();
    }
    try {
      ledger.close();
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
