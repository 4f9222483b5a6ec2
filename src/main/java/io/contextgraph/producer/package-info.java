/** Publishes events to Redis Streams. No Flink. */
@NullMarked
package io.contextgraph.producer;

import org.jspecify.annotations.NullMarked;
