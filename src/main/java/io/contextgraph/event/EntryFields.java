package io.contextgraph.event;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One entry's fields by name: the known ones as bytes, all others as text. */
final class EntryFields {
  private final EnumMap<FieldName, byte[]> known = new EnumMap<>(FieldName.class);
  private final Problems problems;
  private @Nullable SortedMap<String, String> attributes;

  /**
   * @param entry alternating names and values
   * @param problems receives repeated fields, and attributes that are not text
   */
  EntryFields(List<byte[]> entry, Problems problems) {
    this.problems = problems;
    for (int i = 0; i < entry.size(); i += 2) {
      FieldName name = FieldName.of(entry.get(i));
      if (name == null) {
        attribute(i / 2 + 1, entry.get(i), entry.get(i + 1));
      } else if (known.putIfAbsent(name, entry.get(i + 1)) != null) {
        problems.add(Reason.REPEATED_FIELD, name + " occurs twice");
      }
    }
  }

  private void attribute(int number, byte[] name, byte[] value) {
    // The name comes from the producer and may be anything, so problems name the field by number.
    String place = "field " + number;
    String key = FieldText.decode("the name of " + place, name, problems);
    String text = FieldText.decode(place, value, problems);
    if (key == null || text == null) {
      return;
    }
    if (attributes == null) {
      attributes = new TreeMap<>();
    }
    if (attributes.put(key, text) != null) {
      problems.add(Reason.REPEATED_FIELD, place + " repeats a name");
    }
  }

  boolean has(FieldName name) {
    return known.containsKey(name);
  }

  byte @Nullable [] bytes(FieldName name) {
    return known.get(name);
  }

  /** The fields of all other names, in natural order. */
  SortedMap<String, String> attributes() {
    return attributes == null ? Collections.emptySortedMap() : attributes;
  }
}
