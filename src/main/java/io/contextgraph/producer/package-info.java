/** Publishes events to Redis Streams. No Flink here. */
@NullMarked
package io.contextgraph.producer;

import org.jspecify.annotations.NullMarked;
