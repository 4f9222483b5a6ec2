package io.contextgraph.redis;

import java.io.Serial;

/** A consumer group belongs to another owner. */
public final class ForeignGroupException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  ForeignGroupException(String stream, String group, String owner, String own) {
    super(
        "group %s of stream %s belongs to %s, not to %s: use another group, or adopt it with"
                .formatted(group, stream, owner, own)
            + " context-graph group adopt");
  }
}
