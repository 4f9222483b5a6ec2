package io.contextgraph.job;

import io.contextgraph.event.BinaryFormat;
import java.io.Serial;
import java.util.Objects;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The Flink type information of values that a {@link BinaryFormat} writes.
 *
 * @param <T> an immutable type
 */
public final class BinaryTypeInformation<T> extends TypeInformation<T> {
  @Serial private static final long serialVersionUID = 1;
  private final BinaryFormat<T> format;

  public BinaryTypeInformation(BinaryFormat<T> format) {
    this.format = format;
  }

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  @Override
  public Class<T> getTypeClass() {
    return format.type();
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public TypeSerializer<T> createSerializer(SerializerConfig config) {
    return BinaryTypeSerializerSnapshot.serializer(format);
  }

  @Override
  public String toString() {
    return format.name();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof BinaryTypeInformation<?> that && format.equals(that.format);
  }

  @Override
  public int hashCode() {
    return Objects.hash(format);
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof BinaryTypeInformation;
  }
}
