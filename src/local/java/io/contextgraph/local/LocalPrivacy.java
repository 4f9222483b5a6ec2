package io.contextgraph.local;

import io.contextgraph.privacy.KeyEncryptionKey;
import io.contextgraph.privacy.KeyEncryptionKeyFile;
import io.contextgraph.privacy.KeyFileChanges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/**
 * The keys for personal data on a developer's machine. They are beside what they protect, so they
 * protect against no person who can read this machine's files.
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
}
