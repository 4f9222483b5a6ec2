/** Redis Streams as a Flink source (FLIP-27) whose positions belong to the checkpoint. */
@NullMarked
package io.contextgraph.redis;

import org.jspecify.annotations.NullMarked;
