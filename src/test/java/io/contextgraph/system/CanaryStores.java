package io.contextgraph.system;

import io.contextgraph.canary.Encoding;
import io.contextgraph.canary.Needle;
import io.contextgraph.canary.Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Everything that a system on one machine writes to disk, as stores that are searched.
 *
 * @param data the data folder
 * @param job the id of the job, which Flink logs
 */
record CanaryStores(Path data, String job) {
  private static final String NEO4J_LOGS = "Neo4j's logs";
  private static final String JOB_OPTIONS = "an option of the job";

  /** What each server writes to its log, as it is known to do so. */
  List<Needle> controls() {
    List<Needle> controls = new ArrayList<>();
    controls.add(plain(JOB_OPTIONS, "privacy.user=privacy_sealer"));
    controls.add(plain(NEO4J_LOGS, "Bolt enabled on "));
    logged().forEach((log, text) -> controls.add(plain(log, text)));
    return controls;
  }

  /** Words that also lie elsewhere, or parts of them. */
  private static Needle plain(String name, String text) {
    return new Needle(name, Encoding.UTF_8, text.getBytes(StandardCharsets.UTF_8));
  }

  private Map<String, String> logged() {
    return Map.of(
        "redis.log", "Ready to accept connections",
        "postgres.log", "database system is ready to accept connections",
        "jobmanager.log", job,
        "taskmanager-1.log", "taskmanager.resource-id=tm-1",
        "taskmanager-2.log", "taskmanager.resource-id=tm-2");
  }

  Store redis(String control) {
    return new Store("Redis's append-only file", data.resolve("redis"), control);
  }

  /** Postgres keeps files here as it recycles them, so it is searched before a checkpoint. */
  Store postgresLog() {
    return new Store("Postgres's WAL", data.resolve("postgres/pg_wal"), Canaries.ATTRIBUTE);
  }

  /** All but those two. */
  List<Store> others() {
    List<Store> stores = new ArrayList<>();
    Path wal = data.resolve("postgres/pg_wal");
    for (String control : List.of(Canaries.ATTRIBUTE, Canaries.LETTER)) {
      stores.add(
          new Store(
              "Postgres's data files (" + control + ")",
              data.resolve("postgres"),
              file -> !file.startsWith(wal),
              control));
    }
    stores.add(session("Neo4j's store", "neo4j/data/databases"));
    stores.add(session("Neo4j's transaction logs", "neo4j/data/transactions"));
    stores.add(session("Flink's checkpoints", "flink/checkpoints"));
    stores.add(session("Flink's savepoint", "flink/savepoints"));
    stores.add(session("Flink's temporary files", "flink/tmp"));
    logged()
        .keySet()
        .forEach(
            log ->
                stores.add(
                    new Store(
                        "Log " + log, data.resolve("logs"), file -> file.endsWith(log), log)));
    stores.add(new Store(NEO4J_LOGS, data.resolve("neo4j/logs"), NEO4J_LOGS));
    stores.add(rest(stores));
    return stores;
  }

  private Store session(String name, String folder) {
    return new Store(name, data.resolve(folder), Canaries.SESSION);
  }

  /** What no other store has: configuration, jars, logs that Neo4j and programs write. */
  private Store rest(List<Store> stores) {
    List<Store> known = List.copyOf(stores);
    return new Store(
        "All other files",
        data,
        file ->
            !file.startsWith(data.resolve("redis"))
                && !file.startsWith(data.resolve("postgres"))
                && known.stream()
                    .noneMatch(it -> file.startsWith(it.folder()) && it.files().test(file)),
        JOB_OPTIONS);
  }
}
