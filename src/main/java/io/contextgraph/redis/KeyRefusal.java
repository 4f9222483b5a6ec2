package io.contextgraph.redis;

import io.lettuce.core.RedisCommandExecutionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Recognizes the errors by which Redis refuses a key: no stream, or no right to read it. */
final class KeyRefusal {
  private KeyRefusal() {}

  static boolean isCauseOf(@Nullable Throwable error) {
    return error instanceof RedisCommandExecutionException
        && Stream.of("WRONGTYPE", "NOPERM")
            .anyMatch(String.valueOf(error.getMessage())::startsWith);
  }
}
