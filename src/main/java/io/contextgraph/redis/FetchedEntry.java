package io.contextgraph.redis;

/**
 * An entry on its way from the fetcher's thread to the task's.
 *
 * @param splitAfter the split's state once the entry has been emitted
 */
record FetchedEntry(StreamEntry entry, StreamSplit splitAfter) {}
