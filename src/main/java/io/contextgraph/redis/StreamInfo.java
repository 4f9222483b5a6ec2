package io.contextgraph.redis;

import java.util.List;

/**
 * What XINFO STREAM says (Redis 7.0 and newer).
 *
 * @param length entries that are there
 * @param added entries that were ever added
 * @param lastGenerated the last id given out
 * @param lastEntry the id of the last entry that is there, or zero
 */
public record StreamInfo(
    long length, long added, StreamPosition lastGenerated, StreamPosition lastEntry) {

  static StreamInfo of(List<Object> reply) {
    Fields fields = new Fields(reply);
    long added = fields.number("entries-added", -1);
    if (added < 0) {
      throw new UnsupportedOperationException(
          "this Redis does not count the entries of its streams; 7.0 or newer is needed");
    }
    return new StreamInfo(
        fields.number("length", 0),
        added,
        fields.position("last-generated-id"),
        fields.idOfEntry("last-entry"));
  }

  /** Whether nothing is left to read after a position. */
  boolean endsAt(StreamPosition position) {
    return length == 0 || !lastEntry.isAfter(position);
  }
}
