package io.contextgraph.job;

import io.contextgraph.event.PlainPersonalData;
import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.privacy.KeyEncryptionKeyFile;
import io.contextgraph.privacy.KeyStoreSealers;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the job does with personal data that arrives in plain form, and where the keys are.
 *
 * @param keyFile the file of the key-encryption keys on the TaskManagers; null if they have none,
 *     so that plain personal data is refused
 */
record PrivacyConfig(PostgresConnections keyStore, @Nullable String keyFile) {
  private static final ServerOptions SERVER =
      ServerOptions.of(
          "privacy",
          Set.of("postgresql", "postgres"),
          JobOption.text(
              "privacy.uri",
              "postgresql://127.0.0.1:5432/context_graph",
              "postgresql:// URI, no password",
              "the database that contains the key store"),
          JobOption.text(
              "privacy.user",
              "privacy_sealer",
              "a Postgres role",
              "the role that the job logs in as to seal personal data"),
          "TaskManagers");
  private static final JobOption<String> KEY_FILE =
      JobOption.text(
          "privacy.key-file",
          null,
          "a file on the TaskManagers",
          "the file of the key-encryption keys; without it, personal data in plain form is refused");
  private static final JobOption<PlainPersonalData> PLAIN =
      JobOption.choice(
          "privacy.plain",
          PlainPersonalData.SEAL,
          "whether personal data in plain form is sealed, or its entry becomes a dead letter; seal"
              + " requires privacy.key-file");

  static final List<JobOption<?>> OPTIONS =
      Stream.concat(Stream.of(PLAIN, KEY_FILE), SERVER.all().stream()).toList();

  /**
   * @param used whether the job ingests
   */
  static PrivacyConfig read(OptionReader reader, String clientName, boolean used) {
    String keyFile = reader.optional(KEY_FILE);
    PlainPersonalData plain = reader.get(PLAIN);
    boolean seals = keyFile != null && plain != PlainPersonalData.REFUSE;
    reader.require(
        keyFile != null || plain == PlainPersonalData.REFUSE || !reader.isSet(PLAIN),
        PLAIN.names() + " is seal, but " + KEY_FILE.names() + " is not set");
    return new PrivacyConfig(
        new PostgresConnections(SERVER.read(reader, used && seals), clientName),
        plain == PlainPersonalData.REFUSE ? null : keyFile);
  }

  /** What seals plain personal data; null if it is refused. */
  @Nullable KeyStoreSealers sealers(LedgerConfig ledger) {
    return keyFile == null
        ? null
        : new KeyStoreSealers(
            keyStore, new KeyEncryptionKeyFile(keyFile), ledger.postgres(), true, ledger.retries());
  }
}
