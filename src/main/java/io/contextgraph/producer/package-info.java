/** Publishes events to Redis Streams. Does not depend on Flink. */
@NullMarked
package io.contextgraph.producer;

import org.jspecify.annotations.NullMarked;
