package io.contextgraph.redis;

import java.io.Serial;
import org.apache.flink.api.connector.source.SourceEvent;

/**
 * The enumerator has forgotten a stream that vanished. The next checkpoint of the reader must not
 * contain it. If its key appears again, it is discovered as a new stream.
 */
record StreamForgotten(String stream) implements SourceEvent {
  @Serial private static final long serialVersionUID = 1;
}
