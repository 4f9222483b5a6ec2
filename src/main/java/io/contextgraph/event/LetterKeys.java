package io.contextgraph.event;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The event, the session, the agent and the subject that a dead letter names, valid or not. A key
 * that the letter does not have is null; of one that it has twice, the first counts.
 */
public record LetterKeys(
    @Nullable String eventId,
    @Nullable String sessionId,
    @Nullable String agentId,
    @Nullable String subjectId) {
  private static final Set<FieldName> KEYS =
      Set.of(FieldName.EVENT_ID, FieldName.SESSION_ID, FieldName.AGENT_ID, FieldName.SUBJECT_ID);

  /**
   * Reads the keys that the fields contain, as far as they reach.
   *
   * @param fields what {@link FieldsFormat} wrote, or the beginning of it
   */
  public static LetterKeys of(byte[] fields) {
    Map<FieldName, String> found = values(fields, KEYS);
    return new LetterKeys(
        found.get(FieldName.EVENT_ID),
        found.get(FieldName.SESSION_ID),
        found.get(FieldName.AGENT_ID),
        found.get(FieldName.SUBJECT_ID));
  }

  /** The trace that the fields name; null if there is none. */
  public static @Nullable String traceId(byte[] fields) {
    return values(fields, Set.of(FieldName.TRACE_ID)).get(FieldName.TRACE_ID);
  }

  /**
   * Whether the fields name exactly one subject, as an event can have it: an event could be about
   * that person, and about no other.
   *
   * @param fields what {@link FieldsFormat} wrote, or the beginning of it
   */
  public static boolean nameOneSubject(byte[] fields) {
    Set<String> subjects = new HashSet<>();
    ByteBuffer in = ByteBuffer.wrap(fields);
    if (in.hasRemaining() && in.get() == FieldsFormat.VERSION) {
      for (byte[] name = next(in); name != null; name = next(in)) {
        byte[] value = next(in);
        if (FieldName.SUBJECT_ID.is(name)) {
          subjects.add(value == null ? "" : possibleSubject(value));
        }
      }
    }
    return subjects.size() == 1 && !subjects.contains("");
  }

  /** The subject; an empty text, which none is, if no event can have it. */
  private static String possibleSubject(byte[] value) {
    String text = Utf8.decode(value);
    return text == null
            || text.indexOf('\0') >= 0
            || text.codePointCount(0, text.length()) > EventLimits.MAX_TEXT
        ? ""
        : text;
  }

  private static Map<FieldName, String> values(byte[] fields, Set<FieldName> wanted) {
    Map<FieldName, String> found = new EnumMap<>(FieldName.class);
    ByteBuffer in = ByteBuffer.wrap(fields);
    if (in.hasRemaining() && in.get() == FieldsFormat.VERSION) {
      byte[] name = next(in);
      while (name != null && found.size() < wanted.size()) {
        read(FieldName.of(name), in, wanted, found);
        name = next(in);
      }
    }
    return found;
  }

  private static void read(
      @Nullable FieldName name,
      ByteBuffer in,
      Set<FieldName> wanted,
      Map<FieldName, String> found) {
    byte[] value = next(in);
    if (name != null && wanted.contains(name) && value != null) {
      found.putIfAbsent(name, new String(value, StandardCharsets.UTF_8));
    }
  }

  /** The next name or value; null if it was omitted, or is not there as a whole. */
  private static byte @Nullable [] next(ByteBuffer in) {
    if (in.remaining() < Integer.BYTES) {
      in.position(in.limit());
      return null;
    }
    int length = in.getInt();
    if (length > in.remaining()) {
      in.position(in.limit());
      return null;
    }
    if (length < 0) {
      return null;
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  /** Whether nothing is left to find, except perhaps a subject, which most letters lack. */
  public boolean areComplete() {
    return eventId != null && sessionId != null && agentId != null;
  }
}
