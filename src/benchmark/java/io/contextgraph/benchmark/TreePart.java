package io.contextgraph.benchmark;

import java.util.Locale;

/** The parts of the tree's work in memory, each measured by the JMH method of the same name. */
enum TreePart {
  DIGESTS("digest D of the leaf"),
  LEAVES("hash of the leaf"),
  NODES("nodes and tiles");

  private final String title;

  TreePart(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  static TreePart ofMethod(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
