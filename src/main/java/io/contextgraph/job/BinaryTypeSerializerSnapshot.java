package io.contextgraph.job;

import io.contextgraph.event.BinaryFormat;
import io.contextgraph.event.DeadLetterFormat;
import io.contextgraph.event.EventFormat;
import io.contextgraph.event.EventIdFormat;
import io.contextgraph.event.RawEntryFormat;
import io.contextgraph.event.SliceFormat;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Holds the name of the format. Public, with a public constructor, since Flink makes it by name.
 */
public final class BinaryTypeSerializerSnapshot<T> implements TypeSerializerSnapshot<T> {
  private static final int VERSION = 1;
  private static final List<BinaryFormat<?>> FORMATS =
      List.of(
          EventFormat.EVENT_V1,
          DeadLetterFormat.DEAD_LETTER_V1,
          RawEntryFormat.RAW_ENTRY_V1,
          EventIdFormat.EVENT_ID_V1,
          SliceFormat.SLICE_V1);

  private @Nullable BinaryFormat<T> format;

  /** For Flink. */
  public BinaryTypeSerializerSnapshot() {}

  BinaryTypeSerializerSnapshot(BinaryFormat<T> format) {
    this.format = format;
  }

  @Override
  public int getCurrentVersion() {
    return VERSION;
  }

  @Override
  public void writeSnapshot(DataOutputView out) throws IOException {
    out.writeUTF(known().name());
  }

  @Override
  @SuppressWarnings("unchecked")
  public void readSnapshot(int version, DataInputView in, ClassLoader classLoader)
      throws IOException {
    String name = in.readUTF();
    for (BinaryFormat<?> candidate : FORMATS) {
      if (candidate.name().equals(name)) {
        // Flink asks the snapshot for the type that its writer had; the name says which.
        format = (BinaryFormat<T>) candidate;
        return;
      }
    }
    throw new IOException("state is written in format " + name + ", which this jar does not know");
  }

  @Override
  public TypeSerializer<T> restoreSerializer() {
    return new BinaryTypeSerializer<>(known());
  }

  @Override
  public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(
      TypeSerializerSnapshot<T> before) {
    return before instanceof BinaryTypeSerializerSnapshot<T> that && that.known().equals(known())
        ? TypeSerializerSchemaCompatibility.compatibleAsIs()
        : TypeSerializerSchemaCompatibility.incompatible();
  }

  private BinaryFormat<T> known() {
    BinaryFormat<T> known = format;
    if (known == null) {
      throw new IllegalStateException("the snapshot was not read yet");
    }
    return known;
  }
}
