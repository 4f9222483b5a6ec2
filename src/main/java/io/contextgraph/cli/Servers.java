package io.contextgraph.cli;

import io.contextgraph.graph.Neo4jConnections;
import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.privacy.KeyEncryptionKeyFile;
import io.contextgraph.server.FailureText;
import io.contextgraph.server.RedisAddress;
import io.contextgraph.server.Secret;
import io.contextgraph.server.ServerAddress;
import io.contextgraph.server.Tls;
import io.contextgraph.server.TlsNames;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The servers named by environment variables, as in {@code connections.env}.
 *
 * @param environment all variables of the process
 */
record Servers(Map<String, String> environment) {
  private static final String PREFIX = "CONTEXT_GRAPH_";
  private static final String PROGRAM = "context-graph cli";
  private static final Duration LONGEST_LOGIN = Duration.ofSeconds(10);
  private static final List<String> REDIS = List.of("redis", "rediss");
  private static final List<String> POSTGRES = List.of("postgresql", "postgres");
  private static final List<String> NEO4J = List.of("bolt", "bolt+s", "neo4j", "neo4j+s");
  private static final List<String> FLINK = List.of("http", "https");

  RedisAddress redis() {
    String name = PREFIX + "REDIS_URI";
    ServerAddress address = protect(name, "REDIS", address(name, required("REDIS_URI"), REDIS));
    String path = address.uri().getPath();
    UsageException.require(
        path == null || path.matches("/?|/[0-9]{1,4}"),
        name + " should end with the number of a database, or with the host and port");
    return new RedisAddress(address, "context-graph-cli");
  }

  /** What a program logs in to Postgres for. */
  enum Role {
    /** Whatever the user may do; reading suffices for most commands. */
    ANY("POSTGRES_URI"),
    /** The superuser, for the schema. */
    ADMIN("POSTGRES_ADMIN_URI"),
    /** Signs checkpoints. */
    NOTARY("POSTGRES_NOTARY_URI"),
    /** Records what privileged commands do. */
    CONTROL("POSTGRES_CONTROL_URI"),
    /** The superuser of the key store's database, if it is not the ledger's. */
    STORE_ADMIN("PRIVACY_ADMIN_URI"),
    /** Seals personal data. */
    SEALER("PRIVACY_SEALER_URI"),
    /** Opens personal data. */
    OPENER("PRIVACY_OPENER_URI"),
    /** Erases subjects and rotates key-encryption keys. */
    OFFICER("PRIVACY_OFFICER_URI");

    private final String variable;

    Role(String variable) {
      this.variable = variable;
    }
  }

  PostgresConnections postgres() {
    return postgres(Role.ANY);
  }

  /**
   * @throws UsageException if no variable names it
   */
  PostgresConnections postgres(Role role) {
    return postgres(role.variable);
  }

  /** Empty if no variable names it. */
  Optional<PostgresConnections> postgresOf(Role role) {
    return environment.containsKey(PREFIX + role.variable)
        ? Optional.of(postgres(role))
        : Optional.empty();
  }

  /** The file of the notary's keys, if one is named. */
  Optional<Path> checkpointKeyFile() {
    return Optional.ofNullable(environment.get(PREFIX + "CHECKPOINT_KEY_FILE")).map(Path::of);
  }

  /**
   * The file of the key-encryption keys.
   *
   * @throws UsageException if no variable names it
   */
  KeyEncryptionKeyFile keyEncryptionKeys() {
    return new KeyEncryptionKeyFile(required("PRIVACY_KEY_FILE"));
  }

  /** The file of the keys that sign receipts of erasures, if one is named. */
  Optional<Path> receiptKeyFile() {
    return Optional.ofNullable(environment.get(PREFIX + "PRIVACY_SIGNING_KEY_FILE")).map(Path::of);
  }

  /**
   * How long backups, replicas and WAL of the key store are kept, if that is stated.
   *
   * @throws UsageException if it is no duration
   */
  Optional<Duration> backupRetention() {
    String name = PREFIX + "PRIVACY_BACKUP_RETENTION";
    Optional<String> text = Optional.ofNullable(environment.get(name));
    return text.map(
        it ->
            DurationText.of(it)
                .orElseThrow(() -> new UsageException(name + " should be " + DurationText.FORMS)));
  }

  private PostgresConnections postgres(String name) {
    String variable = PREFIX + name;
    String server = name.startsWith("PRIVACY") ? "PRIVACY" : "POSTGRES";
    ServerAddress address = protect(variable, server, address(variable, required(name), POSTGRES));
    return new PostgresConnections(address, PROGRAM, LONGEST_LOGIN);
  }

  /**
   * The same server, protected as the variables of its kind say.
   *
   * @param name where the address was given
   * @throws UsageException if it is beyond this machine, and they do not say how
   */
  private ServerAddress protect(String name, String server, ServerAddress address) {
    TlsNames names = TlsNames.ofVariables(name, PREFIX + server);
    try {
      Tls tls =
          names.read(
              environment.get(names.tls()),
              environment.get(names.ca()),
              environment.get(names.certificate()),
              environment.get(names.key()));
      names.check(address.with(tls));
      return address.with(tls);
    } catch (IllegalArgumentException e) {
      throw new UsageException(FailureText.of(e));
    }
  }

  Neo4jConnections neo4j() {
    return neo4j(null);
  }

  /**
   * @param uri a server to use instead of the one in the environment, with the same user and
   *     password
   * @throws UsageException also if it contains them: every user of the machine sees the arguments
   */
  Neo4jConnections neo4j(@Nullable String uri) {
    if (uri == null) {
      String name = PREFIX + "NEO4J_URI";
      return neo4j(name, address(name, required("NEO4J_URI"), NEO4J));
    }
    ServerAddress address = address("--neo4j-uri", uri, NEO4J);
    UsageException.require(
        address.user() == null && address.password() == null,
        "--neo4j-uri should have no user and no password, because every user of this machine can"
            + " see arguments: those of CONTEXT_GRAPH_NEO4J_USER and CONTEXT_GRAPH_NEO4J_PASSWORD"
            + " are used");
    return neo4j("--neo4j-uri", address);
  }

  private Neo4jConnections neo4j(String name, ServerAddress given) {
    ServerAddress address = protect(name, "NEO4J", given);
    String user = environment.get(PREFIX + "NEO4J_USER");
    String password = environment.get(PREFIX + "NEO4J_PASSWORD");
    return new Neo4jConnections(
        new ServerAddress(
            address.uri(),
            user == null ? address.user() : user,
            password == null ? address.password() : new Secret.InMemory(password),
            address.tls()),
        PROGRAM);
  }

  boolean hasPostgres() {
    return postgresOf(Role.ANY).isPresent();
  }

  boolean hasNeo4j() {
    return environment.containsKey(PREFIX + "NEO4J_URI");
  }

  /** Flink's REST interface; empty if there is no address of it. */
  Optional<ServerAddress> flink() {
    String name = PREFIX + "FLINK_REST";
    return Optional.ofNullable(environment.get(name)).map(it -> flink(name, it));
  }

  private ServerAddress flink(String name, String text) {
    ServerAddress address = protect(name, "FLINK", address(name, text, FLINK));
    UsageException.require(
        address.hasSecureScheme() || !address.isEncrypted(),
        name + " should begin with https://, because an authority for it is named");
    return address;
  }

  /** A role's password for {@code schema install}, from a file or from a variable. */
  Optional<Secret> passwordOf(String role) {
    String name = PREFIX + role.toUpperCase(Locale.ROOT) + "_PASSWORD";
    if (environment.containsKey(name + "_FILE")) {
      return Optional.of(new Secret.FromFile(required(name.substring(PREFIX.length()) + "_FILE")));
    }
    return environment.containsKey(name)
        ? Optional.of(new Secret.FromEnvironment(name))
        : Optional.empty();
  }

  /**
   * Parses the address of a server.
   *
   * @param name where it was given; messages do not repeat the address, which may have a password
   */
  private static ServerAddress address(String name, String text, List<String> schemes) {
    String lower = text.toLowerCase(Locale.ROOT);
    UsageException.require(
        schemes.stream().anyMatch(scheme -> lower.startsWith(scheme + "://")),
        name + " should begin with " + String.join(":// or ", schemes) + "://");
    try {
      return ServerAddress.ofUriWithSecret(text);
    } catch (IllegalArgumentException e) {
      throw new UsageException(name + " is not usable: " + FailureText.of(e));
    }
  }

  private String required(String name) {
    String value = environment.get(PREFIX + name);
    if (value == null || value.isBlank()) {
      throw new UsageException(
          "the environment variable "
              + PREFIX
              + name
              + " is not set; while bin/local runs, connections.env in its data folder sets it");
    }
    return value;
  }
}
