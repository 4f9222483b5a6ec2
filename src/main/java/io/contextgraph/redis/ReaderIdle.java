package io.contextgraph.redis;

import java.io.Serial;
import org.apache.flink.api.connector.source.SourceEvent;

/**
 * A reader has finished all its splits.
 *
 * @param received how many splits the enumerator had sent it since it started
 */
record ReaderIdle(int received) implements SourceEvent {
  @Serial private static final long serialVersionUID = 1;
}
