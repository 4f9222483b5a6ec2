package io.contextgraph.job;

import io.contextgraph.event.BinaryFormat;
import java.io.IOException;
import java.io.Serial;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * The snapshot of a serializer that writes values by their {@link BinaryFormat}: it contains the
 * format's name. Savepoints contain the name of this class, so it is never renamed or moved; Flink
 * creates it by that name, so it and its constructor are public.
 */
public final class BinaryTypeSerializerSnapshot<T> implements TypeSerializerSnapshot<T> {
  private static final int VERSION = 1;

  private @Nullable BinaryFormat<T> format;

  /** Called by Flink. */
  public BinaryTypeSerializerSnapshot() {}

  private BinaryTypeSerializerSnapshot(BinaryFormat<T> format) {
    this.format = format;
  }

  /** A serializer for values in this format. */
  static <T> TypeSerializer<T> serializer(BinaryFormat<T> format) {
    return new Serializer<>(format);
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
    // The name determines T: Flink reads a snapshot as the type that wrote it.
    format = (BinaryFormat<T>) BinaryFormats.named(name);
  }

  @Override
  public TypeSerializer<T> restoreSerializer() {
    return new Serializer<>(known());
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
      throw new IllegalStateException("the snapshot has not been read yet");
    }
    return known;
  }

  /** Writes immutable values by their format. */
  private static final class Serializer<T> extends TypeSerializer<T> {
    @Serial private static final long serialVersionUID = 1;
    private final BinaryFormat<T> format;

    Serializer(BinaryFormat<T> format) {
      this.format = format;
    }

    @Override
    public boolean isImmutableType() {
      return true;
    }

    @Override
    public TypeSerializer<T> duplicate() {
      return this;
    }

    @Override
    public @Nullable T createInstance() {
      return null;
    }

    @Override
    public T copy(T from) {
      return from;
    }

    @Override
    public T copy(T from, T reuse) {
      return from;
    }

    @Override
    public int getLength() {
      return -1;
    }

    @Override
    public void serialize(T value, DataOutputView target) throws IOException {
      format.write(value, target);
    }

    @Override
    public T deserialize(DataInputView source) throws IOException {
      return format.read(source);
    }

    @Override
    public T deserialize(T reuse, DataInputView source) throws IOException {
      return format.read(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
      format.write(format.read(source), target);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Serializer<?> that && format.equals(that.format);
    }

    @Override
    public int hashCode() {
      return format.hashCode();
    }

    @Override
    public TypeSerializerSnapshot<T> snapshotConfiguration() {
      return new BinaryTypeSerializerSnapshot<>(format);
    }
  }
}
