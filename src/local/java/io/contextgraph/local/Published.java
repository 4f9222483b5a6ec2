package io.contextgraph.local;

import io.contextgraph.event.EventId;
import io.contextgraph.event.EventJson;
import io.contextgraph.event.FieldName;
import io.contextgraph.producer.EventProducer;
import io.contextgraph.producer.JsonLines;
import io.contextgraph.redis.StreamPosition;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.neo4j.driver.Driver;

/** The events that this run published, and what became of them. */
final class Published {
  static final String STREAM = "events";
  private static final int CHUNK = 10_000;
  private static final String IN_LEDGER =
      "SELECT count(*), count(DISTINCT event_id) FROM ledger.event_identity"
          + " JOIN ledger.event USING (event_id, global_position, occurred_at, content_hash)"
          + " WHERE event_id = ANY (?::uuid[])";

  /** Rows that no identity stands for; a second row of one event would be one. */
  private static final String DOUBLED =
      "SELECT (SELECT count(*) FROM ledger.event) - (SELECT count(*) FROM ledger.event_identity),"
          + " cardinality(?::text[])";

  private static final String REFUSED =
      "SELECT count(*), count(*) FROM ledger.dead_letter WHERE stream = '"
          + STREAM
          + "' AND entry_id = ANY (?)";
  private static final String IN_GRAPH =
      "UNWIND $ids AS id MATCH (e:Event {event_id: id}) WHERE NOT e:Missing RETURN count(e) AS n";

  private final PrintStream out;
  private final List<String> entries = Collections.synchronizedList(new ArrayList<>());
  private final Set<String> ids = new LinkedHashSet<>();
  private long unusable;

  Published(PrintStream out) {
    this.out = out;
  }

  /** Publishes a file; a line that is no JSON object, or names no event, is told and counted. */
  void publish(Path file, EventProducer producer) throws IOException {
    try (JsonLines lines = new JsonLines(Files.newInputStream(file))) {
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        try {
          List<byte[]> fields = EventJson.fields(line);
          producer.send(STREAM, fields).thenAccept(entries::add);
          ids.add(idOf(fields));
        } catch (IllegalArgumentException e) {
          unusable++;
          out.println(file + ", line " + lines.number() + ": " + e.getMessage());
        }
      }
    }
    out.println("Published " + producer.flush() + " events");
  }

  private static String idOf(List<byte[]> fields) {
    for (int i = 0; i < fields.size(); i += 2) {
      if (FieldName.EVENT_ID.is(fields.get(i))) {
        String text = new String(fields.get(i + 1), StandardCharsets.UTF_8);
        return EventId.parse(text).toString();
      }
    }
    throw new IllegalArgumentException("it has no event_id");
  }

  /** The last entry, or zero if there is none. */
  StreamPosition lastEntry() {
    return entries.isEmpty()
        ? StreamPosition.ZERO
        : StreamPosition.parse(entries.get(entries.size() - 1));
  }

  /**
   * Whether each event is in the ledger exactly once, and in the graph, and nothing was refused.
   */
  boolean arrived(Connection ledger, Driver graph) throws SQLException {
    long rows = 0;
    long recorded = 0;
    long projected = 0;
    for (List<String> some : chunks(ids)) {
      long[] counts = counts(ledger, IN_LEDGER, some);
      rows += counts[0];
      recorded += counts[1];
      projected += inGraph(graph, some);
    }
    long refused = 0;
    for (List<String> some : chunks(entries)) {
      refused += counts(ledger, REFUSED, some)[0];
    }
    out.printf(
        "In the ledger: %d of %d (%d rows); in the graph: %d; dead letters: %d%n",
        recorded, ids.size(), rows, projected, refused);
    return unusable == 0
        && refused == 0
        && counts(ledger, DOUBLED, List.of())[0] == 0
        && rows == ids.size()
        && recorded == ids.size()
        && projected == ids.size();
  }

  private static List<List<String>> chunks(Collection<String> all) {
    List<String> list = new ArrayList<>(all);
    List<List<String>> chunks = new ArrayList<>();
    for (int from = 0; from < list.size(); from += CHUNK) {
      chunks.add(list.subList(from, Math.min(list.size(), from + CHUNK)));
    }
    return chunks;
  }

  private static long[] counts(Connection ledger, String sql, List<String> wanted)
      throws SQLException {
    try (PreparedStatement count = ledger.prepareStatement(sql)) {
      count.setArray(1, ledger.createArrayOf("text", wanted.toArray()));
      try (ResultSet row = count.executeQuery()) {
        row.next();
        return new long[] {row.getLong(1), row.getLong(2)};
      }
    }
  }

  private static long inGraph(Driver graph, List<String> wanted) {
    return graph
        .executableQuery(IN_GRAPH)
        .withParameters(Map.of("ids", wanted))
        .execute()
        .records()
        .get(0)
        .get("n")
        .asLong();
  }
}
