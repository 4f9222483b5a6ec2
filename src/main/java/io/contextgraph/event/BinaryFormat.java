package io.contextgraph.event;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;

/**
 * How values of one type are written as bytes, between operators and in state.
 *
 * @param <T> an immutable type
 */
public interface BinaryFormat<T> extends Serializable {
  /** Names the format in snapshots; never reused for another. */
  String name();

  Class<T> type();

  void write(T value, DataOutput out) throws IOException;

  T read(DataInput in) throws IOException;
}
