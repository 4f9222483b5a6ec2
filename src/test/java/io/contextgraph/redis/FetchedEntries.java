package io.contextgraph.redis;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;

/** Reads what a {@link RedisSplitReader} fetches. */
final class FetchedEntries {
  private FetchedEntries() {}

  /** The entries of one fetch. */
  static List<FetchedEntry> of(RedisSplitReader reader) throws IOException {
    List<FetchedEntry> fetched = new ArrayList<>();
    RecordsWithSplitIds<FetchedEntry> records = reader.fetch();
    while (records.nextSplit() != null) {
      for (FetchedEntry next = records.nextRecordFromSplit();
          next != null;
          next = records.nextRecordFromSplit()) {
        fetched.add(next);
      }
    }
    return fetched;
  }

  /** Fetches until at least so many entries have arrived. */
  static List<FetchedEntry> of(RedisSplitReader reader, int count) throws IOException {
    List<FetchedEntry> fetched = new ArrayList<>();
    while (fetched.size() < count) {
      fetched.addAll(of(reader));
    }
    return fetched;
  }

  /** The first value of an entry. */
  static String value(FetchedEntry fetched) {
    return new String(fetched.entry().fields().get(1), StandardCharsets.UTF_8);
  }
}
