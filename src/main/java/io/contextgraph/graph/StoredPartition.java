package io.contextgraph.graph;

import io.contextgraph.event.EventId;
import org.neo4j.driver.Record;
import org.neo4j.driver.Value;

/**
 * A {@code (:Projection)} node.
 *
 * @param formatVersion the version of the form in which the partition is stored; 0 if the node has
 *     none, as those of version 0.1
 * @param partitions the number of the projection's partitions; 0 if the node does not say
 */
record StoredPartition(
    int partition, ProjectionMark mark, String ledgerId, int formatVersion, int partitions) {
  static StoredPartition of(Record row) {
    Value eventId = row.get("event_id");
    return new StoredPartition(
        row.get("partition").asInt(),
        new ProjectionMark(
            row.get("position").asLong(),
            eventId.isNull() ? null : EventId.parse(eventId.asString())),
        row.get("ledger_id").asString(),
        row.get("format_version").asInt(0),
        row.get("partitions").asInt(0));
  }

  long position() {
    return mark.position();
  }
}
