package io.contextgraph.redis;

import java.io.Serializable;

/**
 * Maps a stream entry to the record that the source emits, exactly one record for each entry. An
 * exception fails the job, and Flink would read the same entry again after the restart: map an
 * invalid entry to a record that describes the problem.
 *
 * @param <T> the type of the records
 */
@FunctionalInterface
public interface EntryDeserializer<T> extends Serializable {

  /**
   * @param entry not necessarily complete, see {@link StreamEntry#complete()}
   */
  T deserialize(StreamEntry entry);
}
