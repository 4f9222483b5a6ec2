package io.contextgraph.evidence;

import io.contextgraph.server.StatementResource;
import java.nio.charset.StandardCharsets;

/** What a pack says of itself to a person: the same in every pack of this version. */
final class Readme {
  private Readme() {}

  static byte[] bytes() {
    return (StatementResource.text(Readme.class, "readme.txt") + "\n")
        .getBytes(StandardCharsets.UTF_8);
  }
}
