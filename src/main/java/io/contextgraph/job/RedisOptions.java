package io.contextgraph.job;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.configuration.MemorySize;

/** The options of the streams and their server. */
final class RedisOptions {
  /** What happens to entries that a completed checkpoint covers. */
  enum Trim {
    TRIM,
    KEEP
  }

  /** What happens when entries were removed unread. */
  enum OnLoss {
    CONTINUE,
    FAIL
  }

  static final ServerOptions SERVER =
      ServerOptions.of(
          "redis",
          Set.of("redis", "rediss"),
          JobOption.text(
              "redis.uri",
              "redis://127.0.0.1:6379",
              "redis:// or rediss:// URI, no password",
              "the Redis server; `rediss://` for TLS with the authorities that the JVM trusts"),
          JobOption.text("redis.user", null, "a Redis user", "the user that the job logs in as"),
          "TaskManagers and the JobManager");
  static final JobOption<String> STREAMS =
      JobOption.text(
          "redis.streams",
          "events",
          "keys, separated by commas",
          "the streams to read; they need not exist yet");
  static final JobOption<String> PATTERN =
      JobOption.text(
          "redis.streams-pattern",
          null,
          "a glob pattern of further keys",
          "further streams to read");
  static final JobOption<Duration> DISCOVERY =
      JobOption.duration(
          "redis.discovery-interval",
          "10 s",
          "100 ms",
          "1 d",
          "how often the job polls for new streams");
  static final JobOption<String> GROUP =
      JobOption.text(
              "redis.group",
              "context-graph",
              "a consumer group's name",
              "the consumer group that follows completed checkpoints; it belongs to one ledger")
          .accepting(name -> !name.isBlank());
  static final JobOption<String> START =
      JobOption.text(
          "redis.start",
          "group",
          "group, earliest, latest or an entry id",
          "where a job without state starts; with an id, after that entry. A stream that does not"
              + " exist when the job starts is read from its first entry. Until the first checkpoint"
              + " completes, a restart evaluates `latest` again");
  static final JobOption<Boolean> BOUNDED =
      JobOption.flag(
          "redis.bounded",
          false,
          "whether the job stops at the last entry that each stream had when it started"
              + " (backfills)");
  static final JobOption<Trim> TRIM =
      JobOption.choice(
          "redis.trim",
          Trim.TRIM,
          "whether entries are removed once a completed checkpoint covers them. A run with"
              + " `redis.start` latest or an id never removes any. If it skips entries that"
              + " `redis.group` has not passed, the group `REDIS.GROUP:skipped` protects these and"
              + " all later ones from every job on that stream (this is logged) until that group"
              + " is destroyed");
  static final JobOption<OnLoss> ON_LOSS =
      JobOption.choice(
          "redis.on-loss",
          OnLoss.CONTINUE,
          "what the job does when entries were removed unread: continue (counts and logs them) or"
              + " fail (stops permanently; restart it with continue)");
  static final JobOption<MemorySize> READ_BYTES =
      JobOption.memory("redis.read-bytes", "4 mb", "the maximum size of one read");
  static final JobOption<Duration> BLOCK =
      JobOption.duration(
          "redis.block", "200 ms", "1 ms", "10 s", "how long one read waits for entries");
  static final JobOption<Duration> RECONNECT =
      JobOption.duration(
          "redis.reconnect-timeout",
          "30 s",
          "1 s",
          "1 h",
          "how long a reader connects again after it lost Redis before its tasks restart");

  static final JobOption<Duration> REWIND =
      JobOption.duration(
          "redis.rewind",
          "5 min",
          "0 ms",
          "1 d",
          "how far the job reads each stream again after a failover or a restart of Redis: how far"
              + " the clocks of two Redis servers may differ");

  static final List<JobOption<?>> ALL =
      Stream.concat(
              SERVER.all().stream(),
              Stream.of(
                  STREAMS,
                  PATTERN,
                  DISCOVERY,
                  GROUP,
                  START,
                  BOUNDED,
                  TRIM,
                  ON_LOSS,
                  READ_BYTES,
                  BLOCK,
                  REWIND,
                  RECONNECT))
          .toList();

  private RedisOptions() {}
}
