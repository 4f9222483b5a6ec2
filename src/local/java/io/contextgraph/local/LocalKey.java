package io.contextgraph.local;

import io.contextgraph.notary.Notary;
import io.contextgraph.note.KeyFile;
import io.contextgraph.note.SigningKey;
import io.contextgraph.note.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * The notary's key for the present id of the ledger, in a folder with a file for each id. Used by
 * one thread at a time.
 */
final class LocalKey {
  /**
   * What is used now.
   *
   * @param file has one key, or several during a rotation
   * @param verifierKey of the oldest of them
   */
  record Used(Path file, VerifierKey verifierKey) {}

  private final Path folder;
  private Optional<Used> used = Optional.empty();

  /**
   * @param folder created if it is missing
   */
  LocalKey(Path folder) {
    this.folder = folder;
  }

  /** Empty before the ledger is known. */
  Optional<Used> used() {
    return used;
  }

  /**
   * Makes the key of a ledger unless it exists.
   *
   * @return whether auditors need another verifier key than before: the ledger has a new id, or the
   *     old key was retired
   */
  boolean use(String ledgerId) throws IOException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path file = folder.resolve(ledgerId + ".key").toAbsolutePath();
    if (!Files.exists(file)) {
      SecureRandom random = new SecureRandom();
      new KeyFile(file)
          .create(SigningKey.generate(Notary.origin(ledgerId), VerifierKey.ED25519, random));
    }
    Optional<Used> now = Optional.of(new Used(file, new KeyFile(file).read().get(0).verifierKey()));
    boolean changed = !used.equals(now);
    used = now;
    return changed;
  }
}
