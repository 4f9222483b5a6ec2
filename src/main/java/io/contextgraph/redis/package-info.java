/**
 * A Flink source (FLIP-27) for Redis Streams whose positions are part of Flink's checkpoints. Knows
 * bytes, not events. {@code RedisConnection}, {@code StreamInspector} and the types that they use
 * do not need Flink.
 */
@NullMarked
package io.contextgraph.redis;

import org.jspecify.annotations.NullMarked;
