package io.contextgraph.query;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contextgraph.redis.GroupMarks;
import io.contextgraph.redis.RedisConnection;
import io.contextgraph.redis.StreamInspector;
import io.contextgraph.redis.StreamKeys;
import java.util.List;

/** Makes a consumer group that belongs to another ledger this ledger's. */
public final class GroupAdoption {
  private final StreamInspector redis;
  private final GroupMarks marks;
  private final String group;
  private final String owner;

  /**
   * @param owner the ledger that adopts the group, as the group's owner
   */
  public GroupAdoption(RedisConnection connection, String group, String owner) {
    this.redis = new StreamInspector(connection);
    this.marks = new GroupMarks(connection);
    this.group = group;
    this.owner = owner;
  }

  /** The streams that have the group. */
  public List<String> streams() {
    return redis.streamsMatching("*", new StreamKeys(StreamKeys.MAX_BYTES)).stream()
        .filter(this::exists)
        .toList();
  }

  /** Whether a stream has the group. */
  public boolean exists(String stream) {
    return redis.group(stream, group).isPresent();
  }

  /**
   * Adopts the group of one stream. A running job of the former ledger stops before its next
   * acknowledgement.
   *
   * @return the stream, the group, its owner and its former owners as one JSON object
   */
  public String adopt(String stream) {
    List<String> former = marks.adopt(stream, group, owner);
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("stream", stream).put("group", group).put("owner", owner);
    former.forEach(line.putArray("formerOwners")::add);
    return line.toString();
  }
}
