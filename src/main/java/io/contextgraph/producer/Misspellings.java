package io.contextgraph.producer;

import io.contextgraph.event.EditDistance;
import io.contextgraph.event.FieldName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds names that are no fields of an event but look like one, such as {@code eventId}: they
 * become attributes, which is rarely what was meant. Not thread-safe.
 */
public final class Misspellings {
  private static final int MAX_MISSING = 2;
  private static final int SHORTEST = 6;
  private static final Pattern ORDINARY = Pattern.compile("[ -~]{1,32}");
  private static final int MAX_SEEN = 1_000;

  private final Set<String> seen = new HashSet<>();

  /**
   * The names among some fields that were not seen before and look like a field, each as a
   * sentence.
   *
   * @param fields alternating names and values
   */
  public List<String> unseen(List<byte[]> fields) {
    List<String> sentences = new ArrayList<>();
    for (int i = 0; i < fields.size() && seen.size() < MAX_SEEN; i += 2) {
      byte[] name = fields.get(i);
      String text = new String(name, StandardCharsets.ISO_8859_1);
      if (FieldName.of(name) == null && ORDINARY.matcher(text).matches() && seen.add(text)) {
        similar(text).ifPresent(field -> sentences.add(text + " looks like " + field));
      }
    }
    return sentences;
  }

  /** The field that a name looks like. */
  static Optional<FieldName> similar(String name) {
    String letters = letters(name);
    for (FieldName field : FieldName.values()) {
      String other = letters(field.toString());
      if (letters.equals(other) || letters.length() >= SHORTEST && isNear(letters, other)) {
        return Optional.of(field);
      }
    }
    return Optional.empty();
  }

  /** Whether a letter differs, or the end is missing. */
  private static boolean isNear(String letters, String other) {
    int missing = other.length() - letters.length();
    return EditDistance.between(letters, other) <= 1
        || other.startsWith(letters) && missing <= MAX_MISSING;
  }

  private static String letters(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
  }
}
