package io.contextgraph.local;

import io.contextgraph.server.Secret;
import io.contextgraph.server.ServerAddress;
import io.contextgraph.server.Tls;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The servers of a job, as its options name them.
 *
 * @param values the options that are set, by key
 */
record JobServers(Map<String, String> values) {
  private static final Map<String, String> DEFAULT_URIS =
      Map.of(
          "redis", "redis://127.0.0.1:6379",
          "postgres", "postgresql://127.0.0.1:5432/context_graph",
          "privacy", "postgresql://127.0.0.1:5432/context_graph",
          "neo4j", "bolt://127.0.0.1:7687");
  private static final Map<String, String> DEFAULT_USERS =
      Map.of("postgres", "ledger_writer", "privacy", "privacy_sealer", "neo4j", "neo4j");

  /**
   * Those of a job with a configuration file and arguments, which override it.
   *
   * @param configuration Java properties
   * @param arguments pairs of {@code --key} and value
   */
  static JobServers of(Path configuration, List<String> arguments) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(configuration, StandardCharsets.UTF_8)) {
      properties.load(reader);
    }
    Map<String, String> values = new HashMap<>();
    properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
    values.putAll(JobArguments.pairs(arguments));
    return new JobServers(values);
  }

  /** Whether the job runs a pipeline. */
  boolean runs(String pipeline) {
    String names = text("pipelines").orElse("ingest,projection").toLowerCase(Locale.ROOT);
    return List.of(names.split("\\s*,\\s*")).contains(pipeline);
  }

  /** Whether the job seals personal data that arrives in plain form. */
  boolean seals() {
    return text("privacy.key-file").isPresent()
        && text("privacy.plain").filter("refuse"::equalsIgnoreCase).isEmpty();
  }

  /**
   * A server and the login of the job.
   *
   * @param server {@code redis}, {@code postgres}, {@code privacy} or {@code neo4j}
   * @throws IllegalArgumentException if the job would refuse the options, too
   */
  ServerAddress address(String server) {
    String uri = text(server + ".uri").orElse(DEFAULT_URIS.get(server));
    String user = text(server + ".user").orElse(DEFAULT_USERS.get(server));
    return new ServerAddress(
        URI.create(String.valueOf(uri)), user, password(server), tls(server + ".tls"));
  }

  private Tls tls(String key) {
    return new Tls(
        text(key).isPresent(),
        text(key + ".ca").orElse(null),
        text(key + ".certificate").orElse(null),
        text(key + ".key").orElse(null));
  }

  private @Nullable Secret password(String server) {
    Optional<Secret> file = text(server + ".password-file").map(Secret.FromFile::new);
    return file.or(() -> text(server + ".password-env").map(Secret.FromEnvironment::new))
        .orElse(null);
  }

  /** An option that is set to nothing is not set. */
  private Optional<String> text(String key) {
    return Optional.ofNullable(values.get(key)).map(String::strip).filter(it -> !it.isEmpty());
  }
}
