package io.contextgraph.local;

import io.contextgraph.producer.EventProducer;
import io.contextgraph.server.RedisAddress;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Publishes generated events as a careful producer does: what Redis did not acknowledge is sent
 * again, so some events come twice. Remembers what was acknowledged; now and then resends an event,
 * sends another one under the same id, or sends poison.
 */
final class LoggedProducer implements Runnable {
  private static final int GROUP = 200;

  private final RedisAddress redis;
  private final List<String> streams;
  private final GeneratedEvents generated;
  private final Random random;
  private final int count;
  private final long pauseMillis;
  private final Set<String> events = Collections.synchronizedSet(new LinkedHashSet<>());
  private final Set<String> poison = Collections.synchronizedSet(new LinkedHashSet<>());
  private int resent;

  LoggedProducer(RedisAddress redis, List<String> streams, long seed, int count, long pauseMillis) {
    this.redis = redis;
    this.streams = streams;
    this.generated = new GeneratedEvents(seed, Instant.now().minusSeconds(3_600));
    this.random = new Random(seed);
    this.count = count;
    this.pauseMillis = pauseMillis;
  }

  /** Ids of the events that Redis acknowledged at least once. */
  Set<String> events() {
    return Set.copyOf(events);
  }

  /** Stream and id of the acknowledged entries that can only become dead letters. */
  Set<String> poison() {
    return Set.copyOf(poison);
  }

  int resent() {
    return resent;
  }

  @Override
  public void run() {
    for (int sent = 0; sent < count; sent += GROUP) {
      List<List<byte[]>> group = new ArrayList<>();
      for (int i = 0; i < Math.min(GROUP, count - sent); i++) {
        group.add(generated.next());
      }
      spice(group);
      while (!send(group)) {
        resent += group.size();
        sleep(200);
      }
      sleep(pauseMillis);
    }
  }

  private void spice(List<List<byte[]>> group) {
    List<byte[]> any = group.get(random.nextInt(group.size()));
    group.add(any);
    List<byte[]> conflicting = new ArrayList<>(any);
    conflicting.add("importance_hint".getBytes(StandardCharsets.US_ASCII));
    conflicting.add(new byte[] {'3'});
    group.add(conflicting);
    List<byte[]> broken = new ArrayList<>(any);
    broken.set(3, "NOT A TYPE".getBytes(StandardCharsets.US_ASCII));
    group.add(broken);
  }

  private boolean send(List<List<byte[]>> group) {
    Map<RedisFuture<String>, List<byte[]>> sent = new LinkedHashMap<>();
    try (EventProducer producer = new EventProducer(redis, streams)) {
      for (List<byte[]> fields : group) {
        sent.put(producer.send(streamOf(fields), fields), fields);
      }
      producer.flush();
    } catch (IOException | RedisException unacknowledged) {
      return false;
    } finally {
      sent.forEach(this::log);
    }
    return true;
  }

  private String streamOf(List<byte[]> fields) {
    String session = text(fields.get(7));
    return streams.get(Math.floorMod(session.hashCode(), streams.size()));
  }

  private void log(RedisFuture<String> reply, List<byte[]> fields) {
    try {
      String id = reply.get(0, TimeUnit.MILLISECONDS);
      boolean bad = text(fields.get(3)).equals("NOT A TYPE");
      boolean conflict = fields.size() > 18;
      if (bad || conflict) {
        poison.add(streamOf(fields) + " " + id);
      } else {
        events.add(text(fields.get(1)));
      }
    } catch (ExecutionException | java.util.concurrent.TimeoutException unacknowledged) {
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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
