package io.contextgraph.privacy;

import io.contextgraph.server.FailureText;
import io.contextgraph.server.NamedFile;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/**
 * The file of the key-encryption keys, which only its owner may read. Whoever has it and a copy of
 * the key store can open every sealed value; without it, nothing opens any.
 *
 * @param path of the file
 */
public record KeyEncryptionKeyFile(String path) implements Serializable {
  private static final int MAX_BYTES = 65_536;
  private static final Set<PosixFilePermission> OWNER =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  /**
   * Reads the keys.
   *
   * @throws FileSystemException if the file is missing, is no key file, or the group or others have
   *     a right to it; the message shows no key
   */
  public KeyEncryptionKeys read() throws IOException {
    Path file = Path.of(path);
    if (!OWNER.containsAll(Files.getPosixFilePermissions(file))) {
      throw new FileSystemException(
          "the key file " + path + " is open to others than its owner; run: chmod 600 " + path);
    }
    // ISO 8859-1 reads any bytes, so that no message can be about one of them.
    String text = new String(new NamedFile(file).read(MAX_BYTES), StandardCharsets.ISO_8859_1);
    try {
      return KeyEncryptionKeys.parse(text);
    } catch (IllegalArgumentException malformed) {
      throw (FileSystemException)
          new FileSystemException(
                  "the key file " + path + " cannot be used: " + FailureText.of(malformed))
              .initCause(malformed);
    }
  }
}
