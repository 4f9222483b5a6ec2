package io.contextgraph.redis;

/**
 * An entry that the fetcher thread passes to the task thread.
 *
 * @param splitAfter the split's state once the entry has been emitted
 */
record FetchedEntry(StreamEntry entry, StreamSplit splitAfter) {}
