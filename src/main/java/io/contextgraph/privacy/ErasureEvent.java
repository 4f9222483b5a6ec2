package io.contextgraph.privacy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.contextgraph.event.ControlEvent;
import io.contextgraph.event.Status;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The control event by which a ledger records an erasure. Its parameter {@code subject} tells a key
 * store that was restored from a backup whom to erase again; its results are the version of the
 * keyset, the key-encryption key ({@code kek_id}), when values that came in plain were last sealed
 * ({@code plain_sealed_at}), and the holds in spite of which it was made: their number ({@code
 * despite_holds}) and, as JSON, the listed ones ({@code holds}).
 */
final class ErasureEvent {
  static final String TYPE = "privacy.erased";
  private static final String SUBJECT = "subject";
  private static final JsonFactory JSON = new JsonFactory();

  private ErasureEvent() {}

  /** The same event for the same arguments. */
  static ControlEvent of(Tombstone tombstone, DespiteHolds despite) {
    TreeMap<String, String> parameters = new TreeMap<>();
    parameters.put(SUBJECT, tombstone.subject());
    TreeMap<String, String> result = new TreeMap<>();
    tombstone
        .keyset()
        .ifPresent(
            keyset -> {
              result.put("version", Integer.toString(keyset.version()));
              result.put("kek_id", keyset.kekId());
            });
    tombstone
        .leases()
        .plainSealedAt()
        .ifPresent(at -> result.put("plain_sealed_at", at.toString()));
    if (despite.count() > 0) {
      result.put("despite_holds", Long.toString(despite.count()));
      result.put("holds", write(despite.listed()));
    }
    return new ControlEvent(
        TYPE, Status.COMPLETED, Optional.of(tombstone.act().reason()), parameters, result);
  }

  /** Who erased, as the event says. */
  static ControlEvent.Actor actor(Tombstone.Act act) {
    return new ControlEvent.Actor(act.databaseRole(), act.osUser().orElse(""), act.host());
  }

  private static String write(List<DespiteHold> holds) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartArray();
      for (DespiteHold hold : holds) {
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
   * The holds of a recorded event.
   *
   * @param count its result despite_holds, 0 if it has none
   * @param holds its result holds
   */
  static DespiteHolds despite(long count, String holds) {
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
      throw new IllegalArgumentException("the event of an erasure has holds in another form", e);
    }
    return new DespiteHolds(count, listed);
  }
}
