package io.contextgraph.redis;

import java.io.Serial;
import org.apache.flink.api.connector.source.SourceEvent;

/** A reader no longer reads a stream, because its key is gone and nothing is to be read from it. */
record StreamVanished(String stream) implements SourceEvent {
  @Serial private static final long serialVersionUID = 1;
}
