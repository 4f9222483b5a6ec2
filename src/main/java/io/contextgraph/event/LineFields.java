package io.contextgraph.event;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the fields of a stream entry from the members of a JSON object. */
final class LineFields {
  private final List<byte[]> fields = new ArrayList<>();
  private final Set<String> keys = new HashSet<>();
  private final Set<String> attributes = new HashSet<>();
  private byte @Nullable [] payload;

  /**
   * Notes a key of the object.
   *
   * @throws MalformedLineException if it occurred before
   */
  void claim(String key) {
    if (!keys.add(key)) {
      throw repeated(key);
    }
  }

  private static MalformedLineException repeated(String key) {
    return new MalformedLineException(
        Reason.REPEATED_FIELD, "the key " + JsonFault.shown(key) + " occurs twice");
  }

  /** Adds a field; a value that is null is no field. */
  void add(String key, byte[] name, byte @Nullable [] value) {
    claim(key);
    put(name, value);
  }

  /** Adds a member of {@code attributes}. */
  void addAttribute(String key, byte[] name, byte @Nullable [] value) {
    if (FieldName.of(name) != null) {
      throw new MalformedLineException(
          Reason.INVALID_JSON, "attributes contains " + key + ", which is a key of its own");
    }
    if (!attributes.add(key)) {
      throw repeated(key);
    }
    put(name, value);
  }

  private void put(byte[] name, byte @Nullable [] value) {
    if (value != null) {
      fields.add(name);
      fields.add(value);
    }
  }

  /** Sets the payload, which then replaces the member {@code payload}. */
  void payload(String key, byte @Nullable [] base64) {
    claim(key);
    try {
      payload = base64 == null ? null : Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException malformed) {
      throw new MalformedLineException(Reason.INVALID_JSON, key + " is not base64");
    }
  }

  /**
   * The fields, as alternating names and values.
   *
   * @throws MalformedLineException if a member of {@code attributes} is also a key of the object
   */
  List<byte[]> namesAndValues() {
    attributes.retainAll(keys);
    for (String key : attributes) {
      if (occursTwice(key)) {
        throw repeated(key);
      }
    }
    byte[] decoded = payload;
    if (decoded == null) {
      return fields;
    }
    List<byte[]> replaced = new ArrayList<>();
    for (int i = 0; i < fields.size(); i += 2) {
      if (!FieldName.PAYLOAD.is(fields.get(i))) {
        replaced.addAll(fields.subList(i, i + 2));
      }
    }
    replaced.add(FieldName.PAYLOAD.bytes());
    replaced.add(decoded);
    return replaced;
  }

  /**
   * Requires of a payload that is given twice that {@code payload} is what {@link EventLine} shows
   * of it.
   *
   * @throws MalformedLineException if it is not
   */
  void requireShownPayload() {
    byte[] decoded = payload;
    if (decoded == null || !keys.contains(FieldName.PAYLOAD.toString())) {
      return;
    }
    String text = new String(decoded, StandardCharsets.UTF_8);
    String shown = text.replace('\n', ' ').replace('\r', ' ').trim();
    byte[] given = given(FieldName.PAYLOAD);
    if (given == null || !Arrays.equals(given, shown.getBytes(StandardCharsets.UTF_8))) {
      throw new MalformedLineException(
          Reason.INVALID_JSON, "its payload is not the one in its payload_base64");
    }
  }

  private byte @Nullable [] given(FieldName name) {
    for (int i = 0; i < fields.size(); i += 2) {
      if (name.is(fields.get(i))) {
        return fields.get(i + 1);
      }
    }
    return null;
  }

  private boolean occursTwice(String key) {
    byte[] name = key.getBytes(StandardCharsets.UTF_8);
    int found = 0;
    for (int i = 0; i < fields.size(); i += 2) {
      found += Arrays.equals(name, fields.get(i)) ? 1 : 0;
    }
    return found > 1;
  }
}
