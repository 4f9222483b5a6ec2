package io.contextgraph.redis;

import io.lettuce.core.RedisCommandExecutionException;
import java.util.Locale;
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

  /** Whether the user may not run scripts, which says nothing about the key. */
  static boolean isOfScript(RedisCommandExecutionException error) {
    String message = String.valueOf(error.getMessage()).toLowerCase(Locale.ROOT);
    return message.startsWith("noperm") && message.contains("eval_ro");
  }
}
