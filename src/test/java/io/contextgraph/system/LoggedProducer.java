package io.contextgraph.system;

import io.contextgraph.benchmark.GeneratedEvents;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Publishes generated events like a careful producer: it resends what Redis did not acknowledge, so
 * that some events arrive twice. It logs acknowledged entries. Each group also contains a resent
 * event, a different event under the same id, and an invalid entry.
 */
public final class LoggedProducer implements Runnable {
  private static final int REMEMBERED = 500;
  private static final String NO_TYPE = "NOT A TYPE";

  private final String redisUri;
  private final List<String> streams;
  private final SentLog log;
  private final GeneratedEvents generated;
  private final Random random;
  private final int count;
  private final int group;
  private final long pauseMillis;

  /** Events of earlier groups; none of them has a conflicting event. */
  private final List<Entry> earlier = new ArrayList<>();

  /**
   * @param redisUri the server itself, not the job's proxy
   * @param count number of events
   * @param group number of events sent at once
   * @param pauseMillis pause between groups
   */
  public LoggedProducer(
      String redisUri,
      List<String> streams,
      SentLog log,
      long seed,
      int count,
      int group,
      long pauseMillis) {
    this.group = group;
    this.redisUri = redisUri;
    this.streams = streams;
    this.log = log;
    this.generated = new GeneratedEvents(seed, Instant.now().minusSeconds(3_600));
    this.random = new Random(seed);
    this.count = count;
    this.pauseMillis = pauseMillis;
  }

  /** An entry to send. */
  private record Entry(List<byte[]> fields, Sent.Kind kind) {}

  @Override
  public void run() {
    for (int sent = 0; sent < count; sent += group) {
      List<Entry> left = new ArrayList<>();
      for (int i = 0; i < Math.min(group, count - sent); i++) {
        left.add(new Entry(generated.next(), Sent.Kind.EVENT));
      }
      List<Entry> fresh = List.copyOf(left);
      addResentConflictingAndInvalid(left);
      while (!left.isEmpty() && !Thread.currentThread().isInterrupted()) {
        left = send(left);
        sleep(left.isEmpty() ? pauseMillis : 200);
      }
      fresh.stream().limit(Math.max(0, REMEMBERED - earlier.size())).forEach(earlier::add);
    }
  }

  private void addResentConflictingAndInvalid(List<Entry> group) {
    List<byte[]> any =
        !earlier.isEmpty() && random.nextBoolean()
            ? earlier.remove(random.nextInt(earlier.size())).fields()
            : group.get(random.nextInt(group.size())).fields();
    group.add(new Entry(any, Sent.Kind.EVENT));
    List<byte[]> conflict = new ArrayList<>(any);
    conflict.add("importance_hint".getBytes(StandardCharsets.US_ASCII));
    conflict.add(new byte[] {'3'});
    group.add(new Entry(conflict, Sent.Kind.CONFLICT));
    List<byte[]> invalid = new ArrayList<>(any);
    invalid.set(3, NO_TYPE.getBytes(StandardCharsets.US_ASCII));
    group.add(new Entry(invalid, Sent.Kind.INVALID));
  }

  /** Sends all entries at once; returns those that Redis did not acknowledge. */
  private List<Entry> send(List<Entry> group) {
    List<Sent> acknowledged = new ArrayList<>();
    List<Entry> left = new ArrayList<>(group);
    RedisClient client = RedisClient.create(redisUri);
    try (StatefulRedisConnection<byte[], byte[]> redis = client.connect(ByteArrayCodec.INSTANCE)) {
      List<RedisFuture<String>> replies = new ArrayList<>();
      group.forEach(entry -> replies.add(add(redis, entry)));
      LettuceFutures.awaitAll(
          Duration.ofSeconds(10), replies.toArray(new RedisFuture<?>[replies.size()]));
      for (int i = 0; i < replies.size(); i++) {
        if (replies.get(i).isDone() && replies.get(i).getError() == null) {
          Entry entry = group.get(i);
          String id = replies.get(i).toCompletableFuture().join();
          acknowledged.add(
              new Sent(
                  streamOf(entry), id, text(entry.fields().get(1)), entry.kind(), payload(entry)));
          left.remove(entry);
        }
      }
    } catch (RedisException away) {
      return log(acknowledged, left);
    } finally {
      client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }
    return log(acknowledged, left);
  }

  private List<Entry> log(List<Sent> acknowledged, List<Entry> left) {
    try {
      log.add(acknowledged);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return left;
  }

  private RedisFuture<String> add(StatefulRedisConnection<byte[], byte[]> redis, Entry entry) {
    CommandArgs<byte[], byte[]> arguments =
        new CommandArgs<>(ByteArrayCodec.INSTANCE)
            .addKey(streamOf(entry).getBytes(StandardCharsets.UTF_8))
            .add("*");
    entry.fields().forEach(arguments::add);
    return redis
        .async()
        .dispatch(CommandType.XADD, new StatusOutput<>(ByteArrayCodec.INSTANCE), arguments);
  }

  private static String payload(Entry entry) {
    for (int i = 0; i < entry.fields().size(); i += 2) {
      if (text(entry.fields().get(i)).equals("payload")) {
        return sha256(entry.fields().get(i + 1));
      }
    }
    throw new IllegalStateException("a generated event has no payload");
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private String streamOf(Entry entry) {
    String session = text(entry.fields().get(7));
    return streams.get(Math.floorMod(session.hashCode(), streams.size()));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static void sleep(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
