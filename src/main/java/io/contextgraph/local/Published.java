package io.contextgraph.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.contextgraph.producer.EventProducer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.neo4j.driver.Driver;

/** The events that this run published, and how many of them the ledger and the graph hold. */
final class Published {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String IN_LEDGER =
      "SELECT count(*), count(DISTINCT event_id) FROM ledger.event WHERE event_id = ANY (?)";
  private static final String IN_GRAPH =
      "UNWIND $ids AS id MATCH (e:Event {event_id: id}) WHERE NOT e:Missing RETURN count(e) AS n";

  private final Set<UUID> ids = new LinkedHashSet<>();

  /** Rows with one of the ids, and how many ids they have; equal if each is there once. */
  record InLedger(long rows, long ids) {}

  static Published publish(List<Path> files, EventProducer producer) throws IOException {
    Published published = new Published();
    for (Path file : files) {
      try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (!line.isBlank()) {
            producer.publish(line.getBytes(StandardCharsets.UTF_8));
            published.ids.add(UUID.fromString(JSON.readTree(line).path("event_id").asText()));
          }
        }
      }
    }
    producer.flush();
    return published;
  }

  int size() {
    return ids.size();
  }

  InLedger inLedger(Connection connection) throws SQLException {
    Array wanted = connection.createArrayOf("uuid", ids.toArray());
    try (PreparedStatement count = connection.prepareStatement(IN_LEDGER)) {
      count.setArray(1, wanted);
      try (ResultSet row = count.executeQuery()) {
        row.next();
        return new InLedger(row.getLong(1), row.getLong(2));
      }
    } finally {
      wanted.free();
    }
  }

  long inGraph(Driver driver) {
    List<String> texts = ids.stream().map(UUID::toString).toList();
    return driver
        .executableQuery(IN_GRAPH)
        .withParameters(Map.of("ids", texts))
        .execute()
        .records()
        .get(0)
        .get("n")
        .asLong();
  }
}
