package io.contextgraph.redis;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The streams that the options select: by key or by pattern. Pure. */
final class StreamSelection {
  private final List<String> keys;
  private final Optional<GlobPattern> pattern;

  StreamSelection(List<String> keys, @Nullable String pattern) {
    this.keys = List.copyOf(keys);
    this.pattern = Optional.ofNullable(pattern).map(GlobPattern::new);
  }

  boolean contains(String stream) {
    return keys.contains(stream) || pattern.map(it -> it.matches(stream)).orElse(false);
  }
}
