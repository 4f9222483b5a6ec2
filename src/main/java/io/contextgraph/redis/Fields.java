package io.contextgraph.redis;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One map-like reply of XINFO: names and values in turn. Unknown names are left alone. */
final class Fields {
  private final Map<String, @Nullable Object> byName = new HashMap<>();

  Fields(List<?> namesAndValues) {
    for (int i = 0; i + 1 < namesAndValues.size(); i += 2) {
      if (namesAndValues.get(i) instanceof byte[] name) {
        byName.put(RedisSession.text(name), namesAndValues.get(i + 1));
      }
    }
  }

  long number(String name, long otherwise) {
    return byName.get(name) instanceof Long number ? number : otherwise;
  }

  String text(String name) {
    return byName.get(name) instanceof byte[] bytes ? RedisSession.text(bytes) : "";
  }

  StreamPosition position(String name) {
    String text = text(name);
    return text.isEmpty() ? StreamPosition.ZERO : StreamPosition.parse(text);
  }

  /** The id of an entry, or zero where there is none. */
  StreamPosition idOfEntry(String name) {
    return byName.get(name) instanceof List<?> entry
            && !entry.isEmpty()
            && entry.get(0) instanceof byte[] id
        ? StreamPosition.parse(RedisSession.text(id))
        : StreamPosition.ZERO;
  }
}
