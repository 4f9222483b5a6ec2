package io.contextgraph.redis;

import io.contextgraph.event.RawEntry;
import java.io.Serializable;

/**
 * Turns an entry into what the source emits. Never throws: what cannot be turned is a value too.
 *
 * @param <T> what the source emits
 */
@FunctionalInterface
public interface EntryDeserializer<T> extends Serializable {
  T deserialize(RawEntry entry);
}
