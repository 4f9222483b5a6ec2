package io.contextgraph.redis;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A reply of XINFO, a list of alternating names and values. Unknown names are ignored. */
final class InfoReply {
  private final Map<String, @Nullable Object> values = new HashMap<>();

  InfoReply(List<?> namesAndValues) {
    for (int i = 0; i + 1 < namesAndValues.size(); i += 2) {
      if (namesAndValues.get(i) instanceof byte[] name) {
        values.put(utf8(name), namesAndValues.get(i + 1));
      }
    }
  }

  private static String utf8(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** A number, or {@code absent} if the reply has none under this name. */
  long number(String name, long absent) {
    return values.get(name) instanceof Long number ? number : absent;
  }

  /** A string, empty if the reply has none under this name. */
  String text(String name) {
    return values.get(name) instanceof byte[] bytes ? utf8(bytes) : "";
  }

  /** An id, zero if the reply has none under this name. */
  StreamPosition position(String name) {
    String text = text(name);
    return text.isEmpty() ? StreamPosition.ZERO : StreamPosition.parse(text);
  }

  /** The id of an entry, zero if the reply has no entry under this name. */
  StreamPosition idOfEntry(String name) {
    return values.get(name) instanceof List<?> entry
            && !entry.isEmpty()
            && entry.get(0) instanceof byte[] id
        ? StreamPosition.parse(utf8(id))
        : StreamPosition.ZERO;
  }
}
