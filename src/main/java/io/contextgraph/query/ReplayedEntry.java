package io.contextgraph.query;

import io.contextgraph.event.EntrySize;
import io.contextgraph.event.FieldName;
import io.contextgraph.event.FieldsFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The stream entry that a dead letter becomes when it is replayed. */
final class ReplayedEntry {
  private ReplayedEntry() {}

  /**
   * The letter's own fields, then the field that names the letter; alternating names and values.
   *
   * @throws IllegalArgumentException if a part of the entry was not kept
   */
  static List<byte[]> fields(long id, String detail, List<FieldsFormat.Field> stored) {
    requireWhole(id, detail, stored);
    List<byte[]> fields = new ArrayList<>();
    for (FieldsFormat.Field field : stored) {
      byte[] value = field.value();
      if (value == null) {
        throw new IllegalArgumentException(
            "the value of %s in dead letter %d was not kept; its producer must send the event again"
                .formatted(field.nameAsText(), id));
      }
      // A letter from an earlier replay already has this field.
      if (!FieldName.CONTEXT_GRAPH_REPLAY_OF.is(field.name())) {
        fields.add(field.name());
        fields.add(value);
      }
    }
    fields.add(FieldName.CONTEXT_GRAPH_REPLAY_OF.bytes());
    fields.add(Long.toString(id).getBytes(StandardCharsets.US_ASCII));
    return fields;
  }

  private static void requireWhole(long id, String detail, List<FieldsFormat.Field> stored) {
    long kept = stored.stream().mapToLong(ReplayedEntry::bytes).sum();
    OptionalLong stated = EntrySize.stated(detail);
    if (stated.isPresent() && stated.getAsLong() > kept || EntrySize.statesTooMany(detail)) {
      throw new IllegalArgumentException(
          "dead letter %d has only the first %d bytes of its entry (%s); its producer must send the"
                  .formatted(id, kept, detail)
              + " event again, with a smaller content");
    }
  }

  private static long bytes(FieldsFormat.Field field) {
    byte[] value = field.value();
    return field.name().length + (value == null ? 0L : value.length);
  }
}
