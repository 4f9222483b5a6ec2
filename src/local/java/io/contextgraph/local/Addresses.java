package io.contextgraph.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The addresses of the servers, in the form in which the job and other programs read them. */
record Addresses(Path secrets, Ports ports) {
  String redis() {
    return "redis://127.0.0.1:" + ports.redis();
  }

  /** The file of the keys that encrypt the keysets of subjects. */
  Path keyEncryptionKeys() {
    return secrets.resolve("key-encryption-keys").toAbsolutePath();
  }

  /** The file of the key that signs receipts of erasures. */
  Path receiptKey() {
    return secrets.resolve("receipt-signing-key").toAbsolutePath();
  }

  private String neo4j() {
    return "bolt://127.0.0.1:" + ports.neo4jBolt();
  }

  /** Lines of the job's configuration file; passwords are references to files. */
  List<String> forJob() {
    String database = "postgresql://127.0.0.1:" + ports.postgres() + "/" + PostgresServer.DATABASE;
    return List.of(
        "redis.uri=" + redis(),
        "privacy.uri=" + database,
        "privacy.user=privacy_sealer",
        "privacy.password-file=" + secrets.resolve("privacy_sealer"),
        "privacy.key-file=" + keyEncryptionKeys(),
        "postgres.uri=" + database,
        "postgres.user=ledger_writer",
        "postgres.password-file=" + secrets.resolve("ledger_writer"),
        "neo4j.uri=" + neo4j(),
        "neo4j.user=" + Neo4jServer.USER,
        "neo4j.password-file=" + secrets.resolve(Neo4jServer.USER));
  }

  /** The values of {@code connections.env} except the process ids. */
  Map<String, String> forPrograms() throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("REDIS_URI", redis());
    values.put("POSTGRES_URI", postgres("ledger_operator"));
    values.put("POSTGRES_CONTROL_URI", postgres("ledger_control"));
    values.put("POSTGRES_NOTARY_URI", postgres("ledger_notary"));
    values.put("PRIVACY_SEALER_URI", postgres("privacy_sealer"));
    values.put("PRIVACY_OPENER_URI", postgres("privacy_opener"));
    values.put("PRIVACY_OFFICER_URI", postgres("privacy_officer"));
    values.put("NEO4J_URI", neo4j());
    values.put("NEO4J_HTTP", "http://127.0.0.1:" + ports.neo4jHttp());
    values.put("NEO4J_USER", Neo4jServer.USER);
    values.put("NEO4J_PASSWORD", secret(Neo4jServer.USER));
    values.put("FLINK_REST", "http://127.0.0.1:" + ports.flinkRest());
    return values;
  }

  private String postgres(String role) throws IOException {
    return String.format(
        "postgresql://%s:%s@127.0.0.1:%d/%s",
        role, secret(role), ports.postgres(), PostgresServer.DATABASE);
  }

  private String secret(String name) throws IOException {
    return Files.readString(secrets.resolve(name)).strip();
  }
}
