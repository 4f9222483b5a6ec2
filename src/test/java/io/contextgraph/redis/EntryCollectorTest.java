package io.contextgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EntryCollectorTest {
  private static final int MAX_READ_BYTES = 24_000;
  private final EntryCollector collector = new EntryCollector(1 << 20, MAX_READ_BYTES);

  private StreamEntry entry(int namesAndValues, String each) {
    collector.beginStream("s");
    collector.beginEntry(ByteBuffer.wrap("1-0".getBytes(StandardCharsets.UTF_8)));
    collector.beginFields(namesAndValues);
    for (int i = 0; i < namesAndValues; i++) {
      collector.addField(ByteBuffer.wrap(each.getBytes(StandardCharsets.UTF_8)));
    }
    collector.endEntry();
    return collector.entries().get(0);
  }

  @Test
  void emptyNamesAndValuesNeedNoMoreMemoryThanTheReplyMayHave() {
    StreamEntry entry = entry(1_000_000, "");
    assertThat(entry.fields()).hasSize(MAX_READ_BYTES / EntryCollector.FIELD_OVERHEAD);
    assertThat(entry.complete()).isFalse();
    assertThat(collector.receivedEntries()).isEqualTo(1);
  }

  @Test
  void anEntryWithTooManyFieldsStatesItsFullSize() {
    StreamEntry entry = entry(2_000, "x");
    assertThat(entry.size()).isEqualTo(2_000);
    assertThat(entry.complete()).isFalse();
  }

  @Test
  void anEntryWithAsManyFieldsAsFitIsComplete() {
    StreamEntry entry = entry(MAX_READ_BYTES / EntryCollector.FIELD_OVERHEAD, "x");
    assertThat(entry.complete()).isTrue();
    assertThat(entry.fields()).hasSize(1_000);
  }
}
