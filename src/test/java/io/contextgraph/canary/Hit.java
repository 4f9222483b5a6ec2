package io.contextgraph.canary;

import java.nio.file.Path;

/** A marker that lies in a file, and how often in this form. */
public record Hit(Path file, String marker, Encoding encoding, long times) {
  @Override
  public String toString() {
    return "%s as %s in %s (%d)".formatted(marker, encoding, file, times);
  }
}
