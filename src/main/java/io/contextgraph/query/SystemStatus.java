package io.contextgraph.query;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contextgraph.redis.GroupInfo;
import io.contextgraph.redis.StreamInfo;
import io.contextgraph.redis.StreamInspector;
import io.contextgraph.redis.StreamKeys;
import io.contextgraph.redis.TrimLimit;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;

/** How far each part lags behind the one before it, as one JSON object per part. */
public final class SystemStatus {
  private static final int COUNTED_LETTERS = 1_000_000;
  private static final int TIMEOUT_SECONDS = 30;

  private SystemStatus() {}

  /**
   * Every stream in Redis; {@code lag} is null if the group does not exist on it or Redis does not
   * know its lag.
   */
  public static List<ObjectNode> streams(StreamInspector redis, String group) {
    List<ObjectNode> lines = new ArrayList<>();
    for (String stream : redis.streamsMatching("*", new StreamKeys(StreamKeys.MAX_BYTES))) {
      redis.stream(stream).ifPresent(info -> lines.add(stream(redis, stream, info, group)));
    }
    return lines;
  }

  private static ObjectNode stream(
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
    return line;
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
   * The ledger and its dead letters, wherever they were found: all of them and by status, of the
   * newest million; {@code counted} says so if there are more.
   *
   * @param position the ledger's last position
   */
  public static List<ObjectNode> ledger(Connection ledger, long position) throws SQLException {
    ObjectNode letters = part("dead-letters").put("open", 0);
    long counted = 0;
    try (PreparedStatement count = ledger.prepareStatement(Sql.COUNT_DEAD_LETTERS.text())) {
      count.setQueryTimeout(TIMEOUT_SECONDS);
      count.setInt(1, COUNTED_LETTERS);
      try (ResultSet rows = count.executeQuery()) {
        while (rows.next()) {
          letters.put(rows.getString(1), rows.getLong(2));
          counted += rows.getLong(2);
        }
      }
    }
    letters.put("total", counted);
    if (counted == COUNTED_LETTERS) {
      letters.put("counted", counted);
    }
    return List.of(part("ledger").put("position", position), letters);
  }

  /**
   * Every projection in this Neo4j.
   *
   * @param ledgerPosition the ledger's last position, empty if it is unknown: then every lag is
   *     null
   */
  public static List<ObjectNode> graph(Session graph, OptionalLong ledgerPosition) {
    List<ObjectNode> lines = new ArrayList<>();
    long missing = graph.run(Cypher.COUNT_MISSING.text()).single().get("missing").asLong();
    for (Record row : graph.run(Cypher.PROJECTION_POSITIONS.text()).list()) {
      long position = row.get("position").asLong();
      lines.add(
          part("graph")
              .put("projection", row.get("name").asString())
              .put("position", position)
              .put("lag", lag(position, ledgerPosition))
              .put("formatVersion", formatVersion(row))
              .put("unresolvedParents", missing));
    }
    return lines;
  }

  private static @Nullable Long lag(long position, OptionalLong ledgerPosition) {
    return ledgerPosition.isPresent() ? Math.max(0, ledgerPosition.getAsLong() - position) : null;
  }

  /** Null for a graph that version 0.1 built. */
  private static @Nullable Integer formatVersion(Record row) {
    return row.get("format_version").isNull() ? null : row.get("format_version").asInt();
  }

  private static ObjectNode part(String name) {
    return JsonNodeFactory.instance.objectNode().put("part", name);
  }
}
