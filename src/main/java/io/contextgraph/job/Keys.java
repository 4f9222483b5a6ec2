package io.contextgraph.job;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every configuration key with its default and what it should be. */
final class Keys {
  /** One key; {@code standard} is empty where there is no default. */
  record Key(String name, String standard, String meaning) {
    /** {@code redis.password-file} is read from CONTEXT_GRAPH_REDIS_PASSWORD_FILE. */
    String environmentVariable() {
      return "CONTEXT_GRAPH_"
          + name.toUpperCase(java.util.Locale.ROOT).replace('.', '_').replace('-', '_');
    }
  }

  private static final List<Key> ALL =
      List.of(
          new Key("pipelines", "ingest,projection", "ingest, projection, or both"),
          new Key("redis.uri", "redis://127.0.0.1:6379", "redis:// or rediss:// URI, no password"),
          new Key("redis.user", "", "a Redis user"),
          new Key("redis.password-file", "", "a file on the TaskManagers and the JobManager"),
          new Key("redis.password-env", "", "an environment variable on the same"),
          new Key("redis.streams", "events", "keys, separated by commas"),
          new Key("redis.streams-pattern", "", "a glob pattern of further keys"),
          new Key("redis.group", "context-graph", "a consumer group's name"),
          new Key("redis.start", "group", "group, earliest, latest or an entry id"),
          new Key("redis.bounded", "false", "true or false"),
          new Key("redis.trim", "trim", "trim or keep"),
          new Key("redis.on-loss", "continue", "continue or fail"),
          new Key("redis.read-bytes", "4 mb", "a memory size up to 1 gb"),
          new Key("redis.block", "200 ms", "a duration from 1 ms to 10 s"),
          new Key("redis.discovery-interval", "10 s", "a duration from 100 ms to 1 d"),
          new Key("event.max-age", "3650 d", "a duration from 1 ms to 100000 d"),
          new Key("event.max-skew", "5 min", "a duration from 1 ms to 100000 d"),
          new Key("dedup.ttl", "1 d", "a duration from 1 s to 36500 d"),
          new Key(
              "postgres.uri",
              "postgresql://127.0.0.1:5432/context_graph",
              "postgresql:// URI, no password"),
          new Key("postgres.user", "ledger_writer", "a Postgres role"),
          new Key("postgres.password-file", "", "a file on the TaskManagers"),
          new Key("postgres.password-env", "", "an environment variable on the TaskManagers"),
          new Key("ledger.batch.rows", "5000", "a whole number from 1 to 100000"),
          new Key("ledger.batch.bytes", "8 mb", "a memory size up to 1 gb"),
          new Key("ledger.batch.age", "20 ms", "a duration from 1 ms to 1 min"),
          new Key("ledger.retries", "5", "a whole number from 0 to 100"),
          new Key("ledger.max-rejected-percent", "20", "a whole number from 0 to 100"),
          new Key("neo4j.uri", "bolt://127.0.0.1:7687", "bolt:// or neo4j:// URI, no password"),
          new Key("neo4j.user", "neo4j", "a Neo4j user"),
          new Key("neo4j.password-file", "", "a file on the TaskManagers"),
          new Key("neo4j.password-env", "", "an environment variable on the TaskManagers"),
          new Key("projection.name", "main", "a name"),
          new Key("projection.partitions", "8", "a whole number from 1 to 1024"),
          new Key("projection.batch", "2000", "a whole number from 1 to 100000"),
          new Key("projection.window", "20000", "a whole number from 1 to 10000000"));

  private static final Map<String, Key> BY_NAME = new TreeMap<>();

  static {
    ALL.forEach(key -> BY_NAME.put(key.name(), key));
  }

  private Keys() {}

  static List<Key> all() {
    return ALL;
  }

  static boolean contains(String name) {
    return BY_NAME.containsKey(name);
  }

  static Key named(String name) {
    Key key = BY_NAME.get(name);
    if (key == null) {
      throw new IllegalArgumentException("no key " + name);
    }
    return key;
  }

  /** The known key that takes the fewest edits (Levenshtein distance). */
  static String nearest(String unknown) {
    String nearest = ALL.get(0).name();
    int fewest = Integer.MAX_VALUE;
    for (Key key : ALL) {
      int edits = edits(unknown, key.name());
      if (edits < fewest) {
        fewest = edits;
        nearest = key.name();
      }
    }
    return nearest;
  }

  private static int edits(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int substituted = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
