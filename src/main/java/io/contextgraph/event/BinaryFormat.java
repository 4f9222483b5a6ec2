package io.contextgraph.event;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;

/**
 * Writes and reads values of one type as bytes, between operators and in state. The encoding of a
 * format never changes; a new encoding is a new format with a new name.
 *
 * @param <T> an immutable type
 */
public interface BinaryFormat<T> extends Serializable {
  /** The name in savepoints; never reused for another format. */
  String name();

  Class<T> type();

  void write(T value, DataOutput out) throws IOException;

  T read(DataInput in) throws IOException;
}
