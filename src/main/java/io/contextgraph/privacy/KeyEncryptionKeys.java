package io.contextgraph.privacy;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The key-encryption keys of a key file, the oldest first; the last one is the active one.
 *
 * <p>The file's first line is {@code context-graph/key-encryption-keys/v1}. Each line after it is a
 * key: its id, a space and the base64 of its 32 bytes. Every line ends with a line feed.
 *
 * @param keys at least one, each once
 */
public record KeyEncryptionKeys(List<KeyEncryptionKey> keys) {
  private static final String HEADER = "context-graph/key-encryption-keys/v1";

  /**
   * @throws IllegalArgumentException if there is none, or two have one id
   */
  public KeyEncryptionKeys {
    keys = List.copyOf(keys);
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("a file of key-encryption keys has at least one");
    }
    if (keys.stream().map(KeyEncryptionKey::id).distinct().count() < keys.size()) {
      throw new IllegalArgumentException("a file of key-encryption keys has an id twice");
    }
  }

  /**
   * Parses the content of a key file.
   *
   * @throws IllegalArgumentException if it is not one; the message shows no key
   */
  static KeyEncryptionKeys parse(String text) {
    if (!text.startsWith(HEADER + "\n") || !text.endsWith("\n")) {
      throw new IllegalArgumentException(
          "it is no file of key-encryption keys: its first line is not " + HEADER);
    }
    List<KeyEncryptionKey> keys = new ArrayList<>();
    String[] lines = text.split("\n", -1);
    for (int i = 1; i < lines.length - 1; i++) {
      keys.add(key(lines[i], i + 1));
    }
    return new KeyEncryptionKeys(keys);
  }

  private static KeyEncryptionKey key(String line, int number) {
    Optional<KeyEncryptionKey> key = key(line);
    if (key.isEmpty()) {
      throw new IllegalArgumentException(
          "line "
              + number
              + " of the key-encryption keys is not the id of a key, a space and its base64");
    }
    return key.get();
  }

  /** Empty if the line is not what {@link KeyEncryptionKey#line} writes. */
  private static Optional<KeyEncryptionKey> key(String line) {
    try {
      byte[] secret = Base64.getDecoder().decode(line.substring(line.indexOf(' ') + 1));
      return Optional.of(new KeyEncryptionKey(secret)).filter(key -> key.line().equals(line));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  /** Encrypts new keysets. */
  public KeyEncryptionKey active() {
    return keys.get(keys.size() - 1);
  }

  /** The key with an id. */
  public Optional<KeyEncryptionKey> find(String id) {
    return keys.stream().filter(key -> key.id().equals(id)).findFirst();
  }

  /** The content of their file. */
  String format() {
    return keys.stream()
        .map(key -> key.line() + "\n")
        .collect(Collectors.joining("", HEADER + "\n", ""));
  }
}
