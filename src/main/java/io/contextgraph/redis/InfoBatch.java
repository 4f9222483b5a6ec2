package io.contextgraph.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The answers of XINFO about many streams, asked without waiting for one answer before the next
 * question.
 */
final class InfoBatch {
  /** What to ask about each stream. */
  enum Subject {
    STREAM,
    GROUPS
  }

  private final Map<String, List<Object>> replies = new HashMap<>();
  private final Map<String, String> refused = new LinkedHashMap<>();
  private final Set<String> undescribed = new HashSet<>();
  private final RedisConnection connection;
  private final InfoMode mode;

  private InfoBatch(RedisConnection connection) {
    this.connection = connection;
    this.mode = connection.infoMode();
  }

  /**
   * Asks and waits for all answers.
   *
   * @throws io.lettuce.core.RedisException if the connection is lost
   */
  static InfoBatch ask(RedisConnection connection, Subject subject, Collection<String> streams) {
    InfoBatch batch = new InfoBatch(connection);
    if (subject == Subject.GROUPS) {
      batch.ask(streams, stream -> batch.info(subject, stream));
    } else {
      batch.describe(streams);
    }
    return batch;
  }

  private void describe(Collection<String> streams) {
    List<String> together = new ArrayList<>();
    List<String> alone = new ArrayList<>();
    List<String> byScript = new ArrayList<>();
    for (String stream : streams) {
      (mode.isByScript(stream) ? byScript : mode.isAlone(stream) ? alone : together).add(stream);
    }
    ask(byScript, this::script);
    describeWithoutScript(together);
    alone.forEach(stream -> describeWithoutScript(List.of(stream)));
  }

  private void describeWithoutScript(List<String> streams) {
    boolean wasOpen = connection.isOpen();
    try {
      ask(streams, stream -> info(Subject.STREAM, stream));
      streams.forEach(mode::answered);
    } catch (RedisCommandExecutionException e) {
      throw e;
    } catch (RedisException e) {
      if (wasOpen) {
        mode.connectionLost(streams.stream().filter(it -> !replies.containsKey(it)).toList());
      }
      throw e;
    }
  }

  private void ask(
      Collection<String> streams, Function<String, RedisFuture<List<Object>>> question) {
    Map<String, RedisFuture<List<Object>>> sent = new LinkedHashMap<>();
    streams.forEach(stream -> sent.put(stream, question.apply(stream)));
    sent.forEach(this::await);
  }

  private RedisFuture<List<Object>> info(Subject subject, String stream) {
    CommandArgs<byte[], byte[]> args =
        new CommandArgs<>(ByteArrayCodec.INSTANCE)
            .add(subject.name())
            .addKey(stream.getBytes(StandardCharsets.UTF_8));
    return connection.send(CommandType.XINFO, new InfoOutput(), args);
  }

  private RedisFuture<List<Object>> script(String stream) {
    return connection.send(CommandType.EVAL_RO, new InfoOutput(), Script.STREAM_INFO.args(stream));
  }

  private void await(String stream, RedisFuture<List<Object>> reply) {
    try {
      replies.put(stream, RedisConnection.await(reply));
    } catch (RedisCommandExecutionException e) {
      String message = String.valueOf(e.getMessage());
      if (KeyRefusal.isCauseOf(e)) {
        refused.put(stream, message);
        if (KeyRefusal.isOfScript(e)) {
          undescribed.add(stream);
          mode.scriptRefused(stream);
        }
      } else if (!message.contains("no such key")) {
        throw e;
      }
    }
  }

  /** The answer about a stream; empty if it does not exist or Redis refused to answer. */
  Optional<List<Object>> reply(String stream) {
    return Optional.ofNullable(replies.get(stream));
  }

  /** The consumer groups of a stream; none if it does not exist or Redis refused to answer. */
  List<GroupInfo> groups(String stream) {
    return reply(stream).map(GroupInfo::ofReply).orElse(List.of());
  }

  /** A consumer group in the answer about the groups of a stream; null if there is none. */
  @Nullable GroupInfo group(String stream, String name) {
    return GroupInfo.named(name, groups(stream)).orElse(null);
  }

  /**
   * The streams that Redis refuses to read, with the reasons: those about which it refused to
   * answer, without those that it may read but not describe because it may not run a script.
   */
  Map<String, String> unreadable() {
    Map<String, String> unreadable = new LinkedHashMap<>(refused);
    unreadable.keySet().removeAll(undescribed);
    return unreadable;
  }

  /** The streams about which Redis refused to answer, with the reasons. */
  Map<String, String> refused() {
    return refused;
  }
}
