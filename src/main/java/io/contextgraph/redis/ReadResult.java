package io.contextgraph.redis;

import java.util.Set;

/**
 * What a reply contained.
 *
 * @param entries the number of entries, including those dropped
 * @param bytes the size of these entries
 * @param withEntries the streams that had entries
 * @param collected those of them of which at least one entry was kept
 * @param truncated whether entries were dropped
 */
record ReadResult(
    int entries, long bytes, Set<String> withEntries, Set<String> collected, boolean truncated) {
  static ReadResult of(EntryCollector reply) {
    return new ReadResult(
        reply.receivedEntries(),
        reply.receivedBytes(),
        reply.streams(),
        reply.collectedStreams(),
        reply.isTruncated());
  }
}
