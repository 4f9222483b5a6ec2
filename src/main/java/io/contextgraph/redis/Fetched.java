package io.contextgraph.redis;

import io.contextgraph.event.RawEntry;

/** An entry together with the split as it is once the entry was emitted. */
record Fetched(RawEntry entry, StreamSplit after) {}
