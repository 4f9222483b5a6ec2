package io.contextgraph.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/** Passwords, created at random on the first start, each in a file that only its owner may read. */
public final class Secrets {
  private static final List<String> NAMES =
      List.of(
          PostgresServer.SUPERUSER,
          "ledger_writer",
          "ledger_reader",
          "ledger_operator",
          "ledger_control",
          "ledger_notary",
          "privacy_sealer",
          "privacy_opener",
          "privacy_officer",
          Neo4jServer.USER);

  private Secrets() {}

  public static void prepare(Path directory) throws IOException {
    Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    SecureRandom random = new SecureRandom();
    for (String name : NAMES) {
      Path file = directory.resolve(name);
      if (!Files.exists(file)) {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, HexFormat.of().formatHex(bytes));
      }
    }
  }
}
