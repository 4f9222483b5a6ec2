package io.contextgraph.canary;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Searches bytes for many needles at once: a table tells by the first four bytes at a position
 * which needles may begin there. Uses memory for one chunk, however long the input is.
 */
public final class Search {
  private static final int TABLE_BITS = 16;
  private static final int CHUNK = 1 << 20;

  private final int chunk;
  private final int overlap;
  private final Needle[][] table = new Needle[1 << TABLE_BITS][];

  public Search(List<Needle> needles) {
    this(needles, CHUNK);
  }

  /**
   * @param chunk how many bytes are read at a time
   */
  Search(List<Needle> needles, int chunk) {
    this.chunk = chunk;
    overlap = needles.stream().mapToInt(needle -> needle.bytes().length).max().orElse(1) - 1;
    Map<Integer, List<Needle>> slots = new TreeMap<>();
    for (Needle needle : needles) {
      slots
          .computeIfAbsent(slot(firstFour(needle.bytes(), 0)), slot -> new ArrayList<>())
          .add(needle);
    }
    slots.forEach((slot, those) -> table[slot] = those.toArray(Needle[]::new));
  }

  private static int slot(int four) {
    return (four * 0x9E3779B1) >>> (32 - TABLE_BITS);
  }

  private static int firstFour(byte[] bytes, int at) {
    return (bytes[at] << 24)
        | ((bytes[at + 1] & 0xFF) << 16)
        | ((bytes[at + 2] & 0xFF) << 8)
        | (bytes[at + 3] & 0xFF);
  }

  /**
   * What was found in an input.
   *
   * @param bytes how many were read
   * @param hits how often each needle was found; overlapping ones count
   */
  public record Found(long bytes, Map<Needle, Long> hits) {
    public Set<String> markers() {
      Set<String> markers = new HashSet<>();
      hits.keySet().forEach(needle -> markers.add(needle.marker()));
      return markers;
    }
  }

  /** Reads an input to its end. */
  public Found in(InputStream input) throws IOException {
    byte[] buffer = new byte[overlap + chunk];
    Map<Needle, Long> hits = new IdentityHashMap<>();
    long bytes = 0;
    int kept = 0;
    int read = input.readNBytes(buffer, 0, chunk);
    while (read > 0) {
      bytes += read;
      int end = kept + read;
      // A needle that ends in what was kept was counted with the chunk before.
      search(buffer, kept, end, hits);
      kept = Math.min(overlap, end);
      System.arraycopy(buffer, end - kept, buffer, 0, kept);
      read = input.readNBytes(buffer, kept, chunk);
    }
    return new Found(bytes, hits);
  }

  private void search(byte[] text, int kept, int end, Map<Needle, Long> hits) {
    for (int at = 0; at <= end - Needle.SHORTEST; at++) {
      Needle[] candidates = table[slot(firstFour(text, at))];
      if (candidates != null) {
        for (Needle needle : candidates) {
          if (at + needle.bytes().length > kept && needle.isAt(text, at, end)) {
            hits.merge(needle, 1L, Long::sum);
          }
        }
      }
    }
  }
}
