package io.contextgraph.query;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contextgraph.redis.GroupInfo;
import io.contextgraph.redis.StreamInfo;
import io.contextgraph.redis.StreamInspector;
import io.contextgraph.redis.StreamKeys;
import io.contextgraph.redis.TrimLimit;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;

/** How far each part lags behind the one before it, as one JSON object per part. */
public final class SystemStatus {
  private SystemStatus() {}

  /**
   * Every stream in Redis; {@code lag} is null if the group does not exist on it or Redis does not
   * know its lag.
   */
  public static List<String> streams(StreamInspector redis, String group) {
    List<String> lines = new ArrayList<>();
    for (String stream : redis.streamsMatching("*", new StreamKeys(StreamKeys.MAX_BYTES))) {
      redis.stream(stream).ifPresent(info -> lines.add(stream(redis, stream, info, group)));
    }
    return lines;
  }

  private static String stream(
      StreamInspector redis, String stream, StreamInfo info, String ownGroup) {
    ObjectNode line = part("stream").put("stream", stream).put("length", info.length());
    line.put("added", info.added());
    List<GroupInfo> groups = redis.groups(stream);
    groups.stream()
        .filter(group -> group.name().equals(ownGroup))
        .findFirst()
        .ifPresentOrElse(
            own -> putGroup(line, own, trimLimit(redis, stream, own, groups), info),
            () -> line.putNull("lag"));
    return line.toString();
  }

  private static TrimLimit trimLimit(
      StreamInspector redis, String stream, GroupInfo own, List<GroupInfo> groups) {
    return TrimLimit.of(
        own.lastDelivered(),
        groups,
        own.name(),
        group -> redis.oldestPending(stream, group.name()));
  }

  private static void putGroup(ObjectNode line, GroupInfo own, TrimLimit limit, StreamInfo info) {
    line.put("acknowledged", own.lastDelivered().toString());
    putKnown(line, "lag", own.lag());
    if (limit.heldBy() != null) {
      line.put("heldBy", limit.heldBy());
      putKnown(line, "held", limit.held(info, 0, own.entriesRead()));
    }
  }

  private static void putKnown(ObjectNode line, String name, long count) {
    line.put(name, count == GroupInfo.UNKNOWN ? null : Long.valueOf(count));
  }

  /**
   * The ledger and its dead letters by status.
   *
   * @param position the ledger's last position
   */
  public static List<String> ledger(Connection ledger, long position) throws SQLException {
    ObjectNode letters = part("dead-letters").put("open", 0);
    try (Statement statement = ledger.createStatement();
        ResultSet rows = statement.executeQuery(Sql.COUNT_DEAD_LETTERS.text())) {
      while (rows.next()) {
        letters.put(rows.getString(1), rows.getLong(2));
      }
    }
    return List.of(part("ledger").put("position", position).toString(), letters.toString());
  }

  /** Every projection in this Neo4j. */
  public static List<String> graph(Driver graph, long ledgerPosition) {
    List<String> lines = new ArrayList<>();
    long missing = rows(graph, Cypher.COUNT_MISSING).get(0).get("missing").asLong();
    for (Record row : rows(graph, Cypher.PROJECTION_POSITIONS)) {
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

  private static List<Record> rows(Driver graph, Cypher statement) {
    return graph.executableQuery(statement.text()).execute().records();
  }

  private static ObjectNode part(String name) {
    return JsonNodeFactory.instance.objectNode().put("part", name);
  }
}
