package io.contextgraph.local;

import io.contextgraph.erasure.SignedReceipt;
import io.contextgraph.ledger.LedgerHead;
import io.contextgraph.note.KeyFile;
import io.contextgraph.note.SigningKey;
import io.contextgraph.note.VerifierKey;
import io.contextgraph.privacy.KeyEncryptionKey;
import io.contextgraph.privacy.KeyEncryptionKeyFile;
import io.contextgraph.privacy.KeyFileChanges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The keys for personal data on a developer's machine. They are on the same disk as what they
 * protect, so whoever can read all of it can open every sealed value.
 *
 * @param addresses where the files are
 */
record LocalPrivacy(Addresses addresses) {
  /** Makes the key-encryption key unless it exists. */
  void prepare() throws IOException {
    Path file = addresses.keyEncryptionKeys();
    if (!Files.exists(file)) {
      new KeyFileChanges(new KeyEncryptionKeyFile(file.toString()))
          .create(KeyEncryptionKey.generate(new SecureRandom()));
    }
  }

  /** Makes the key that signs receipts of erasures unless it exists, named after the ledger. */
  void prepareReceipts(PostgresServer postgres) throws IOException, SQLException {
    Path file = addresses.receiptKey();
    if (!Files.exists(file)) {
      try (Connection ledger =
          postgres.connections("ledger_reader", PostgresServer.DATABASE).openLedger()) {
        String name = SignedReceipt.KEY_NAME + LedgerHead.read(ledger).ledgerId();
        new KeyFile(file)
            .create(SigningKey.generate(name, VerifierKey.ED25519, new SecureRandom()));
      }
    }
  }

  /** The values of {@code connections.env}, once the keys exist. */
  Map<String, String> forPrograms() throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("PRIVACY_KEY_FILE", addresses.keyEncryptionKeys().toString());
    Path receipts = addresses.receiptKey();
    if (Files.exists(receipts)) {
      values.put("PRIVACY_SIGNING_KEY_FILE", receipts.toString());
      values.put("PRIVACY_VKEY", new KeyFile(receipts).read().get(0).verifierKey().toString());
    }
    return values;
  }
}
