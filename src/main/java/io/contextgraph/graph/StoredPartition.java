package io.contextgraph.graph;

import io.contextgraph.event.EventId;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Record;
import org.neo4j.driver.Value;
import org.neo4j.driver.types.TypeSystem;

/**
 * A {@code (:Projection)} node.
 *
 * @param partition -1 if the node is damaged: it lacks a property, has one of another type, or is
 *     also an event. Then it has neither a position nor a format version, so its projection must be
 *     rebuilt
 * @param ledgerId null if the node does not say
 * @param formatVersion the version of the form in which the partition is stored; 0 if the node has
 *     none, as those of version 0.1
 * @param partitions the number of the projection's partitions; 0 if the node does not say
 */
record StoredPartition(
    int partition,
    ProjectionMark mark,
    @Nullable String ledgerId,
    int formatVersion,
    int partitions) {
  private static final TypeSystem TYPES = TypeSystem.getDefault();
  private static final int DAMAGED = -1;

  /** No projection has more partitions. */
  static final int MAX_PARTITIONS = 1_024;

  static StoredPartition of(Record row) {
    String ledgerId = text(row.get("ledger_id"));
    int partition = number(row.get("partition"), DAMAGED);
    int formatVersion = number(row.get("format_version"), 0);
    int partitions = number(row.get("partitions"), 0);
    Value position = row.get("position");
    if (ledgerId == null
        || Math.min(partition, Math.min(formatVersion, partitions)) < 0
        || !position.hasType(TYPES.INTEGER())
        || position.asLong() < 0
        || !row.get("intact").asBoolean()) {
      return new StoredPartition(
          DAMAGED, new ProjectionMark(0, null), ledgerId, 0, Math.max(partitions, 0));
    }
    String eventId = text(row.get("event_id"));
    ProjectionMark mark =
        new ProjectionMark(position.asLong(), eventId == null ? null : EventId.parse(eventId));
    return new StoredPartition(partition, mark, ledgerId, formatVersion, partitions);
  }

  private static @Nullable String text(Value value) {
    return value.hasType(TYPES.STRING()) ? value.asString() : null;
  }

  /** A number from 0 to 1024; -1 if the value is none. */
  private static int number(Value value, int ifMissing) {
    if (value.isNull()) {
      return ifMissing;
    }
    boolean valid =
        value.hasType(TYPES.INTEGER()) && value.asLong() >= 0 && value.asLong() <= MAX_PARTITIONS;
    return valid ? value.asInt() : DAMAGED;
  }

  long position() {
    return mark.position();
  }
}
