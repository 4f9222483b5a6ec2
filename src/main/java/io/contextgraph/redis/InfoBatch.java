package io.contextgraph.redis;

import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The answers of XINFO about many streams, asked without waiting for one answer before the next
 * question.
 */
final class InfoBatch {
  private static final long TIMEOUT_SECONDS = 20;

  /** What to ask about each stream. */
  enum Subject {
    STREAM,
    GROUPS
  }

  private final Map<String, List<Object>> replies = new HashMap<>();
  private final Map<String, String> refused = new LinkedHashMap<>();

  private final boolean byScript;

  private InfoBatch(boolean byScript) {
    this.byScript = byScript;
  }

  /**
   * Asks and waits for all answers.
   *
   * @throws io.lettuce.core.RedisException if the connection is lost
   */
  static InfoBatch ask(RedisConnection connection, Subject subject, Collection<String> streams) {
    InfoMode mode = connection.infoMode();
    boolean byScript = subject == Subject.STREAM && mode.isByScript();
    Map<String, RedisFuture<List<Object>>> sent = new LinkedHashMap<>();
    for (String stream : streams) {
      sent.put(
          stream, byScript ? askByScript(connection, stream) : ask(connection, subject, stream));
    }
    InfoBatch batch = new InfoBatch(byScript);
    try {
      sent.forEach(batch::await);
    } catch (RedisCommandExecutionException e) {
      throw e;
    } catch (RedisException e) {
      if (subject == Subject.STREAM) {
        mode.connectionLost();
      }
      throw e;
    }
    if (byScript && !batch.refused.isEmpty()) {
      mode.scriptRefused();
    }
    return batch;
  }

  private static RedisFuture<List<Object>> ask(
      RedisConnection connection, Subject subject, String stream) {
    CommandArgs<byte[], byte[]> args =
        new CommandArgs<>(ByteArrayCodec.INSTANCE)
            .add(subject.name())
            .addKey(stream.getBytes(StandardCharsets.UTF_8));
    return connection.send(CommandType.XINFO, new InfoOutput(), args);
  }

  private static RedisFuture<List<Object>> askByScript(RedisConnection connection, String stream) {
    return connection.send(CommandType.EVAL_RO, new InfoOutput(), Script.STREAM_INFO.args(stream));
  }

  private void await(String stream, RedisFuture<List<Object>> reply) {
    try {
      replies.put(stream, LettuceFutures.awaitOrCancel(reply, TIMEOUT_SECONDS, TimeUnit.SECONDS));
    } catch (RedisCommandExecutionException e) {
      String message = String.valueOf(e.getMessage());
      if (KeyRefusal.isCauseOf(e)) {
        refused.put(stream, message);
      } else if (!message.contains("no such key")) {
        throw e;
      }
    }
  }

  /** The answer about a stream; empty if it does not exist or Redis refused to answer. */
  Optional<List<Object>> reply(String stream) {
    return Optional.ofNullable(replies.get(stream));
  }

  /** A consumer group in the answer about the groups of a stream; null if there is none. */
  @Nullable GroupInfo group(String stream, String name) {
    return reply(stream).map(GroupInfo::ofReply).orElse(List.of()).stream()
        .filter(group -> group.name().equals(name))
        .findFirst()
        .orElse(null);
  }

  /** The streams that Redis refuses to describe in any way, with the reasons. */
  Map<String, String> unreadable() {
    return byScript ? Map.of() : refused;
  }

  /** The streams about which Redis refused to answer, with the reasons. */
  Map<String, String> refused() {
    return refused;
  }
}
