package io.contextgraph.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.contextgraph.canary.Needle;
import io.contextgraph.canary.Needles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** The passwords and keys of a system, as what a search must not find. */
final class CanarySecrets {
  private static final int SHORTEST = 16;
  private static final String SIGNING_KEY = "PRIVATE+KEY+";

  private CanarySecrets() {}

  /** The forms of every secret in the files of a folder, each named by its file. */
  static List<Needle> in(Path folder) throws IOException {
    List<Needle> needles = new ArrayList<>();
    for (Path file : files(folder)) {
      for (String line : Files.readString(file, UTF_8).lines().toList()) {
        needles.addAll(ofLine("secret " + folder.relativize(file), line));
      }
    }
    return needles;
  }

  /**
   * The forms of a private key of an elliptic curve that the JDK wrote: PKCS #8 in PEM form, whose
   * last 32 bytes are the secret.
   */
  static List<Needle> ofKey(String name, Path file) throws IOException {
    List<String> lines = Files.readAllLines(file).stream().filter(it -> !it.isBlank()).toList();
    List<String> base64 = lines.subList(1, lines.size() - 1);
    byte[] key = Base64.getDecoder().decode(String.join("", base64));
    List<Needle> needles =
        new ArrayList<>(
            Needles.ofBytes(name, Arrays.copyOfRange(key, key.length - 32, key.length)));
    needles.addAll(Needles.ofText(name, base64.get(base64.size() - 1).replace("=", "")));
    return needles;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      return found
          .filter(Files::isRegularFile)
          // The notary's last checkpoint is beside its key, and public.
          .filter(file -> !file.toString().endsWith(".last"))
          .sorted()
          .toList();
    }
  }

  /** A secret is the last part of its line; a key is searched for in its bytes, too. */
  private static List<Needle> ofLine(String name, String line) {
    String[] parts = line.split(line.startsWith(SIGNING_KEY) ? "\\+" : " ", 5);
    String secret = parts[parts.length - 1];
    if (secret.length() < SHORTEST || line.startsWith("context-graph/")) {
      return List.of();
    }
    List<Needle> needles = new ArrayList<>(Needles.ofText(name, secret));
    if (parts.length > 1) {
      needles.addAll(Needles.ofBytes(name, Base64.getDecoder().decode(secret)));
    }
    return needles;
  }
}
