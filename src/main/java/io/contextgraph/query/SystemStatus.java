package io.contextgraph.query;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contextgraph.redis.GroupInfo;
import io.contextgraph.redis.RenewedConnection;
import io.contextgraph.redis.StreamInfo;
import io.contextgraph.redis.StreamInspector;
import io.contextgraph.redis.StreamKeys;
import io.contextgraph.redis.TrimLimit;
import io.lettuce.core.RedisCommandExecutionException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;

/** How far each part lags behind the one before it, as one JSON object per part. */
public final class SystemStatus {
  private static final int COUNTED_LETTERS = 1_000_000;
  private static final int TIMEOUT_SECONDS = 30;

  private SystemStatus() {}

  /**
   * Every stream in Redis; {@code lag} is null if the group does not exist on it or Redis does not
   * know its lag. A stream that Redis refuses to describe has only an {@code error}.
   */
  public static List<String> streams(RenewedConnection redis, String group) {
    StreamKeys keys = new StreamKeys(StreamKeys.MAX_BYTES);
    return new StreamInspector(redis.get())
        .streamsMatching("*", keys).stream()
            .flatMap(stream -> stream(redis, stream, group).stream())
            .toList();
  }

  /** Empty if the stream is gone. */
  private static Optional<String> stream(RenewedConnection redis, String stream, String group) {
    try {
      return redis.ask(
          stream,
          open -> {
            StreamInspector asked = new StreamInspector(open);
            return asked.stream(stream).map(info -> stream(asked, stream, info, group));
          });
    } catch (RedisCommandExecutionException e) {
      return Optional.of(
          part("stream").put("stream", stream).put("error", e.getMessage()).toString());
    }
  }

  private static String stream(
      StreamInspector redis, String stream, StreamInfo info, String ownGroup) {
    ObjectNode line = part("stream").put("stream", stream).put("length", info.length());
    line.put("added", info.added());
    List<GroupInfo> groups = redis.groups(stream);
    GroupInfo.named(ownGroup, groups)
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
   * The ledger and its dead letters by status: of the newest million, and {@code counted} says so
   * if there are more.
   *
   * @param position the ledger's last position
   */
  public static List<String> ledger(Connection ledger, long position) throws SQLException {
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
    if (counted == COUNTED_LETTERS) {
      letters.put("counted", counted);
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
              .put("formatVersion", formatVersion(row))
              .put("unresolvedParents", missing)
              .toString());
    }
    return lines;
  }

  /** Null for a graph that version 0.1 built. */
  private static @Nullable Integer formatVersion(Record row) {
    return row.get("format_version").isNull() ? null : row.get("format_version").asInt();
  }

  private static List<Record> rows(Driver graph, Cypher statement) {
    return graph.executableQuery(statement.text()).execute().records();
  }

  private static ObjectNode part(String name) {
    return JsonNodeFactory.instance.objectNode().put("part", name);
  }
}
