package io.contextgraph.query;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contextgraph.redis.GroupInfo;
import io.contextgraph.redis.StreamInfo;
import io.contextgraph.redis.StreamInspector;
import io.contextgraph.redis.StreamKeys;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;

/** How far each part is behind the one before, as one JSON object a part. */
public final class SystemStatus {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PROJECTIONS =
      "MATCH (p:Projection) RETURN p.name AS name, min(p.position) AS position" + " ORDER BY name";
  private static final String MISSING = "MATCH (m:Missing) RETURN count(m) AS missing";

  private SystemStatus() {}

  /** Every stream, with the lag of the group of this name where there is one. */
  public static List<String> streams(StreamInspector redis, String group) {
    List<String> lines = new ArrayList<>();
    for (String stream : redis.streamsMatching("*", new StreamKeys(StreamKeys.MAX_BYTES))) {
      StreamInfo info = redis.stream(stream).orElse(null);
      if (info == null) {
        continue;
      }
      ObjectNode line = part("stream").put("stream", stream).put("length", info.length());
      line.put("added", info.added());
      redis
          .group(stream, group)
          .ifPresentOrElse(found -> put(line, found), () -> line.putNull("lag"));
      lines.add(line.toString());
    }
    return lines;
  }

  private static void put(ObjectNode line, GroupInfo group) {
    line.put("acknowledged", group.lastDelivered().toString()).put("lag", group.lag());
  }

  public static long ledgerPosition(Connection ledger) throws SQLException {
    try (Statement statement = ledger.createStatement();
        ResultSet row = statement.executeQuery("SELECT position FROM ledger.head")) {
      row.next();
      return row.getLong(1);
    }
  }

  public static List<String> ledger(Connection ledger) throws SQLException {
    List<String> lines = new ArrayList<>();
    lines.add(part("ledger").put("position", ledgerPosition(ledger)).toString());
    ObjectNode letters = part("dead-letters");
    try (Statement statement = ledger.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT status, count(*) FROM ledger.dead_letter GROUP BY 1 ORDER BY 1")) {
      letters.put("open", 0);
      while (rows.next()) {
        letters.put(rows.getString(1), rows.getLong(2));
      }
    }
    lines.add(letters.toString());
    return lines;
  }

  public static List<String> graph(Driver graph, long ledgerPosition) {
    List<String> lines = new ArrayList<>();
    long missing = graph.executableQuery(MISSING).execute().records().get(0).get(0).asLong();
    for (Record row : graph.executableQuery(PROJECTIONS).execute().records()) {
      long position = row.get("position").asLong();
      lines.add(
          part("graph")
              .put("projection", row.get("name").asString())
              .put("position", position)
              .put("lag", Math.max(0, ledgerPosition - position))
              .put("unresolvedParents", missing)
              .toString());
    }
    return lines;
  }

  private static ObjectNode part(String name) {
    return JSON.createObjectNode().put("part", name);
  }
}
