package io.contextgraph.privacy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * The holds in spite of which an erasure was made.
 *
 * @param count all of them
 * @param listed the oldest of them, the oldest first, at most {@link #MAX_LISTED}
 */
public record DespiteHolds(long count, List<DespiteHold> listed) {
  /** Holds that are listed. */
  public static final int MAX_LISTED = 20;

  private static final JsonFactory JSON = new JsonFactory();

  /** Nothing was held. */
  public static final DespiteHolds NONE = new DespiteHolds(0, List.of());

  public DespiteHolds {
    listed = List.copyOf(listed);
    if (listed.size() > MAX_LISTED || listed.size() > count) {
      throw new IllegalArgumentException(listed.size() + " of " + count + " holds are listed");
    }
  }

  /** All of these, the oldest first. */
  public static DespiteHolds of(List<DespiteHold> all) {
    return new DespiteHolds(all.size(), all.subList(0, Math.min(all.size(), MAX_LISTED)));
  }

  /** The listed ones, each as {@code [kind, id, position, reason]}, which {@link #parse} reads. */
  public String listedJson() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartArray();
      for (DespiteHold hold : listed) {
        json.writeStartArray();
        json.writeString(hold.kind());
        json.writeString(hold.id());
        json.writeNumber(hold.position());
        json.writeString(hold.reason());
        json.writeEndArray();
      }
      json.writeEndArray();
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory cannot fail", e);
    }
    return text.toString();
  }

  /**
   * The holds of an event or a tombstone.
   *
   * @param count 0 if there is none
   * @param holds what {@link #listedJson} returned
   */
  public static DespiteHolds parse(long count, String holds) {
    List<DespiteHold> listed = new ArrayList<>();
    try (JsonParser json = JSON.createParser(holds)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.START_ARRAY) {
        String kind = json.nextTextValue();
        String id = json.nextTextValue();
        long position = json.nextLongValue(0);
        listed.add(new DespiteHold(kind, id, position, json.nextTextValue()));
        json.nextToken();
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("the holds of an erasure have another form", e);
    }
    return new DespiteHolds(count, listed);
  }
}
