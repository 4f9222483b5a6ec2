package io.contextgraph.redis;

import java.util.Arrays;
import java.util.List;

/** Keys of streams as a person lists them. */
public final class KeyList {
  private KeyList() {}

  /** The keys in a text, separated by commas, without the white space around each. */
  public static List<String> parse(String text) {
    return Arrays.stream(text.split(",")).map(String::strip).filter(key -> !key.isEmpty()).toList();
  }
}
