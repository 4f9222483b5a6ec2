package io.contextgraph.job;

import io.contextgraph.event.BinaryFormat;
import io.contextgraph.event.DeadLetterFormat;
import io.contextgraph.event.EventFormat;
import io.contextgraph.event.EventIdFormat;
import io.contextgraph.event.RawEntryFormat;
import io.contextgraph.event.SliceFormat;
import java.io.IOException;
import java.util.List;

/** The formats that savepoints may name. */
final class BinaryFormats {
  private static final List<BinaryFormat<?>> ALL =
      List.of(
          EventFormat.EVENT_V1,
          EventFormat.EVENT_V2,
          DeadLetterFormat.DEAD_LETTER_V1,
          RawEntryFormat.RAW_ENTRY_V1,
          EventIdFormat.EVENT_ID_V1,
          SliceFormat.SLICE_V1,
          SliceFormat.SLICE_V2);

  private BinaryFormats() {}

  /**
   * @throws IOException if this jar has no format of that name
   */
  static BinaryFormat<?> named(String name) throws IOException {
    for (BinaryFormat<?> format : ALL) {
      if (format.name().equals(name)) {
        return format;
      }
    }
    throw new IOException("the state is in format " + name + ", which this jar cannot read");
  }
}
