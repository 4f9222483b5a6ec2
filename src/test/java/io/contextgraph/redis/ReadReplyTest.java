package io.contextgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Feeds replies in the way Lettuce passes them: the size of each array, then its elements. */
class ReadReplyTest {
  private static final int UNLIMITED = 1 << 20;

  /** An entry as Redis sends it; null is a nil string. */
  private record Sent(String stream, String id, List<@Nullable String> fields) {}

  private static ReadReply reply(int maxEntryBytes, int maxReadBytes) {
    return new ReadReply(new EntryCollector(maxEntryBytes, maxReadBytes));
  }

  private static void text(ReadReply reply, @Nullable String text) {
    reply.set(text == null ? null : ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static void array(ReadReply reply, String... texts) {
    reply.multi(texts.length);
    Arrays.stream(texts).forEach(text -> text(reply, text));
  }

  /** Feeds whole streams; entries of the same stream must be adjacent. */
  private static void feed(ReadReply reply, List<Sent> entries) {
    List<String> streams = entries.stream().map(Sent::stream).distinct().toList();
    reply.multi(streams.isEmpty() ? -1 : streams.size());
    for (String stream : streams) {
      List<Sent> ofStream = entries.stream().filter(it -> it.stream().equals(stream)).toList();
      reply.multi(2);
      text(reply, stream);
      reply.multi(ofStream.size());
      for (Sent entry : ofStream) {
        reply.multi(2);
        text(reply, entry.id());
        reply.multi(entry.fields().size());
        entry.fields().forEach(field -> text(reply, field));
      }
    }
  }

  /** Such as {@code s 1-0 a=1,b=2 (4 bytes)}. */
  private static String shown(StreamEntry entry) {
    List<String> fields =
        entry.fields().stream().map(it -> new String(it, StandardCharsets.UTF_8)).toList();
    return shown(entry.stream(), entry.id().toString(), fields, entry.size(), entry.complete());
  }

  private static String shown(
      String stream, String id, List<String> fields, long size, boolean complete) {
    StringBuilder text = new StringBuilder(stream + " " + id + " ");
    for (int i = 0; i < fields.size(); i += 2) {
      text.append(i == 0 ? "" : ",").append(fields.get(i)).append("=").append(fields.get(i + 1));
    }
    return text + " (" + size + " bytes" + (complete ? ")" : ", cut)");
  }

  private static List<String> shown(ReadReply reply) {
    return reply.get().stream().map(ReadReplyTest::shown).toList();
  }

  @Test
  void entriesOfSeveralStreamsKeepTheirOrderAndRepeatedFields() {
    ReadReply reply = reply(UNLIMITED, UNLIMITED);
    feed(
        reply,
        List.of(
            new Sent("s", "1-0", List.of("a", "1", "a", "2", "", "3")),
            new Sent("s", "18446744073709551615-7", List.of("a", "ü")),
            new Sent("t", "5-0", List.of("b", ""))));
    assertThat(shown(reply))
        .containsExactly(
            "s 1-0 a=1,a=2,=3 (5 bytes)",
            "s 18446744073709551615-7 a=ü (3 bytes)",
            "t 5-0 b= (1 bytes)");
  }

  @Test
  void aNilReplyHasNoEntries() {
    ReadReply array = reply(UNLIMITED, UNLIMITED);
    array.multi(-1);
    assertThat(array.get()).isEmpty();
    ReadReply text = reply(UNLIMITED, UNLIMITED);
    text.set((ByteBuffer) null);
    assertThat(text.get()).isEmpty();
  }

  @Test
  void nilAndEmptyElementsDoNotShiftWhatFollows() {
    ReadReply reply = reply(UNLIMITED, UNLIMITED);
    reply.multi(2);
    reply.multi(2);
    text(reply, "empty");
    reply.multi(0);
    reply.multi(2);
    text(reply, "s");
    reply.multi(3);
    reply.multi(-1);
    reply.multi(2);
    text(reply, "1-0");
    reply.multi(-1);
    reply.multi(2);
    text(reply, "2-0");
    array(reply, "a", "1");
    assertThat(shown(reply)).containsExactly("s 1-0  (0 bytes)", "s 2-0 a=1 (2 bytes)");
  }

  @Test
  void anEntryIsCollectedOnlyAfterItsLastField() {
    ReadReply reply = reply(UNLIMITED, UNLIMITED);
    reply.multi(1);
    reply.multi(2);
    text(reply, "s");
    reply.multi(1);
    reply.multi(2);
    text(reply, "1-0");
    reply.multi(2);
    text(reply, "a");
    assertThat(reply.get()).isEmpty();
    text(reply, "1");
    assertThat(reply.get()).hasSize(1);
  }

  @Test
  void theHeadOfAnOversizedEntryIsKeptWithItsFullSize() {
    ReadReply reply = reply(6, UNLIMITED);
    feed(
        reply,
        List.of(
            new Sent("s", "1-0", List.of("a", "12345", "b", "2")),
            new Sent("s", "2-0", List.of("a", "123456", "b", "")),
            new Sent("s", "3-0", List.of("abcdefg", "1")),
            new Sent("s", "4-0", List.of("a", "1"))));
    assertThat(shown(reply))
        .containsExactly(
            "s 1-0 a=12345,= (8 bytes, cut)",
            "s 2-0 a=12345 (8 bytes, cut)",
            "s 3-0 abcdef= (8 bytes, cut)",
            "s 4-0 a=1 (2 bytes)");
  }

  @Test
  void aReplyBeyondItsLimitKeepsItsFirstEntriesAndAtLeastOne() {
    List<Sent> entries =
        List.of(
            new Sent("s", "1-0", List.of("a", "12345")),
            new Sent("s", "2-0", List.of("a", "123")),
            new Sent("t", "3-0", List.of("a", "12345678")));
    EntryCollector small = new EntryCollector(UNLIMITED, 1);
    feed(new ReadReply(small), entries);
    assertThat(small.entries()).hasSize(1);
    assertThat(small.isTruncated()).isTrue();
    assertThat(small.receivedBytes()).isEqualTo(19);
    assertThat(small.receivedEntries()).isEqualTo(3);
    EntryCollector large = new EntryCollector(UNLIMITED, 11 + 4 * EntryCollector.FIELD_OVERHEAD);
    feed(new ReadReply(large), entries);
    assertThat(large.entries()).hasSize(3);
    assertThat(large.isTruncated()).isFalse();
  }

  @Test
  void aNameSharesItsArrayWithTheSameNameInTheEntryBefore() {
    ReadReply reply = reply(UNLIMITED, UNLIMITED);
    feed(
        reply,
        List.of(
            new Sent("s", "1-0", List.of("a", "1", "b", "1")),
            new Sent("s", "2-0", List.of("a", "1", "c", "1"))));
    List<byte[]> first = reply.get().get(0).fields();
    List<byte[]> second = reply.get().get(1).fields();
    assertThat(second.get(0)).isSameAs(first.get(0));
    assertThat(second.get(1)).isNotSameAs(first.get(1));
    assertThat(second.get(2)).isEqualTo(new byte[] {'c'});
  }

  @Test
  void randomRepliesAreParsedLikeByANaiveModel() {
    long seed = Long.getLong("seed", 11L);
    Random random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      int maxEntryBytes = 16 + random.nextInt(30);
      int maxReadBytes = 1 + random.nextInt(900);
      List<Sent> entries = randomEntries(random);
      EntryCollector collector = new EntryCollector(maxEntryBytes, maxReadBytes);
      ReadReply reply = new ReadReply(collector);
      feed(reply, entries);
      List<String> expected = naive(entries, maxEntryBytes, maxReadBytes);
      assertThat(shown(reply)).as("seed %d, round %d", seed, round).isEqualTo(expected);
      assertThat(collector.isTruncated()).isEqualTo(expected.size() < entries.size());
    }
  }

  private static List<Sent> randomEntries(Random random) {
    List<Sent> entries = new ArrayList<>();
    for (int stream = random.nextInt(4); stream > 0; stream--) {
      for (int entry = 1 + random.nextInt(5); entry > 0; entry--) {
        List<@Nullable String> fields = new ArrayList<>();
        for (int field = 1 + random.nextInt(3); field > 0; field--) {
          fields.add("n".repeat(random.nextInt(3)));
          fields.add(random.nextInt(20) == 0 ? null : "v".repeat(random.nextInt(16)));
        }
        entries.add(new Sent("s" + stream, entries.size() + "-" + random.nextInt(9), fields));
      }
    }
    return entries;
  }

  private static List<String> naive(List<Sent> entries, int maxEntryBytes, int maxReadBytes) {
    List<String> kept = new ArrayList<>();
    int keptBytes = 0;
    for (Sent entry : entries) {
      if (keptBytes >= maxReadBytes) {
        break;
      }
      List<String> fields =
          entry.fields().stream().map(it -> it == null ? "" : it).collect(Collectors.toList());
      int size = fields.stream().mapToInt(String::length).sum();
      List<String> head = size <= maxEntryBytes ? fields : head(fields, maxEntryBytes);
      kept.add(shown(entry.stream(), entry.id(), head, size, size <= maxEntryBytes));
      keptBytes += Math.min(size, maxEntryBytes) + EntryCollector.FIELD_OVERHEAD * head.size();
    }
    return kept;
  }

  /** The first bytes of the fields, filled up to a whole pair. */
  private static List<String> head(List<String> fields, int bytes) {
    List<String> head = new ArrayList<>();
    int room = bytes;
    for (int i = 0; room >= 0; i++) {
      String field = fields.get(i);
      head.add(field.substring(0, Math.min(room, field.length())));
      room -= field.length();
    }
    if (head.size() % 2 != 0) {
      head.add("");
    }
    return head;
  }
}
