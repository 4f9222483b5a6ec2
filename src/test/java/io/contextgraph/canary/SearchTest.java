package io.contextgraph.canary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SearchTest {
  private static final long SEED = Long.getLong("seed", 17L);

  /** At every position, compares every needle. */
  private static Map<Needle, Long> naive(byte[] text, List<Needle> needles) {
    Map<Needle, Long> hits = new IdentityHashMap<>();
    for (Needle needle : needles) {
      int length = needle.bytes().length;
      long times =
          IntStream.rangeClosed(0, text.length - length)
              .filter(at -> Arrays.equals(text, at, at + length, needle.bytes(), 0, length))
              .count();
      if (times > 0) {
        hits.put(needle, times);
      }
    }
    return hits;
  }

  private static Map<Needle, Long> found(byte[] text, List<Needle> needles, int chunk)
      throws IOException {
    Search.Found found = new Search(needles, chunk).in(new ByteArrayInputStream(text));
    assertThat(found.bytes()).isEqualTo(text.length);
    return found.hits();
  }

  private static List<Needle> needles(Random random) {
    List<Needle> needles = new ArrayList<>();
    for (int marker = 0; marker < 3; marker++) {
      StringBuilder text = new StringBuilder();
      random.ints(16 + random.nextInt(9), 'a', 'd').forEach(text::appendCodePoint);
      needles.addAll(Needles.ofText("marker " + marker, text.toString()));
    }
    byte[] key = new byte[32];
    random.nextBytes(key);
    needles.addAll(Needles.ofBytes("key", key));
    return needles;
  }

  /** Random bytes with needles in them, whole or cut off, some of them on the border of a chunk. */
  private static byte[] text(Random random, List<Needle> needles, int chunk) {
    byte[] text = new byte[random.nextInt(6 * chunk)];
    for (int i = 0; i < text.length; i++) {
      text[i] = (byte) "abcd\0\\u0061YWJj".charAt(random.nextInt(15));
    }
    for (int i = 0; i < 12; i++) {
      byte[] needle = needles.get(random.nextInt(needles.size())).bytes();
      int border = chunk * random.nextInt(6);
      int at =
          random.nextBoolean()
              ? random.nextInt(text.length + 1)
              : Math.max(0, border - random.nextInt(needle.length + 1));
      for (int j = 0; j < needle.length && at + j < text.length; j++) {
        text[at + j] = needle[j];
      }
    }
    return text;
  }

  @Test
  void itFindsWhatANaiveSearchFindsWhereverTheChunksEnd() throws Exception {
    Random random = new Random(SEED);
    Map<Encoding, Long> times = new HashMap<>();
    for (int round = 0; round < 400; round++) {
      List<Needle> needles = needles(random);
      int chunk = 1 + random.nextInt(300);
      byte[] text = text(random, needles, chunk);
      Map<Needle, Long> expected = naive(text, needles);
      assertThat(found(text, needles, chunk))
          .as("seed %d, round %d, chunk %d", SEED, round, chunk)
          .isEqualTo(expected);
      expected.forEach((needle, count) -> times.merge(needle.encoding(), count, Long::sum));
    }
    assertThat(times.keySet()).contains(Encoding.values());
  }

  @Test
  void overlappingOnesCountOnceEachAcrossAllBorders() throws Exception {
    byte[] text = "a".repeat(100).getBytes(UTF_8);
    List<Needle> needles = List.of(new Needle("a", Encoding.UTF_8, Arrays.copyOf(text, 10)));
    for (int chunk = 1; chunk <= 101; chunk++) {
      assertThat(found(text, needles, chunk)).containsExactly(Map.entry(needles.get(0), 91L));
    }
  }
}
