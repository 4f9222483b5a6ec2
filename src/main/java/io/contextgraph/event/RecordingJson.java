package io.contextgraph.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the member {@code ledger} of a line that {@link EventLine} wrote. */
final class RecordingJson {
  private static final JsonFactory JSON = WideJson.builder().build();
  private static final Set<String> NAMES =
      Set.of("global_position", "recorded_at", "content_hash", "stream", "entry_id");

  private RecordingJson() {}

  /**
   * What the ledger added, or null if the line does not say.
   *
   * @param line one JSON object
   * @throws MalformedLineException if a part of it is missing, malformed, repeated or unknown
   */
  static @Nullable Recording read(byte[] line) {
    Map<String, String> members = members(line);
    if (members.isEmpty()) {
      return null;
    }
    try {
      return new Recording(
          Long.parseLong(required(members, "global_position")),
          Rfc3339.parse(required(members, "recorded_at").getBytes(StandardCharsets.UTF_8)),
          HexFormat.of().parseHex(required(members, "content_hash")),
          required(members, "stream"),
          required(members, "entry_id"));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new MalformedLineException(
          Reason.INVALID_JSON, "its ledger has a position, time or hash in another form");
    }
  }

  private static String required(Map<String, String> members, String name) {
    String value = members.get(name);
    if (value == null) {
      throw new MalformedLineException(Reason.INVALID_JSON, "its ledger has no " + name);
    }
    return value;
  }

  private static Map<String, String> members(byte[] line) {
    Map<String, String> members = new HashMap<>();
    try (JsonParser parser = JSON.createParser(line)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean ledger = parser.currentName().equals(EventLine.LEDGER);
        if (parser.nextToken() == JsonToken.START_OBJECT && ledger) {
          while (parser.nextToken() == JsonToken.FIELD_NAME) {
            member(parser, members);
          }
        }
        parser.skipChildren();
      }
      return members;
    } catch (IOException e) {
      throw new MalformedLineException(Reason.INVALID_JSON, "it is not JSON");
    }
  }

  private static void member(JsonParser parser, Map<String, String> members) throws IOException {
    String name = parser.currentName();
    if (!NAMES.contains(name) || members.containsKey(name)) {
      throw new MalformedLineException(
          Reason.INVALID_JSON,
          "its ledger has " + JsonFault.shown(name) + ", which is unknown or repeated");
    }
    parser.nextToken();
    members.put(name, parser.getText());
    parser.skipChildren();
  }
}
