package io.contextgraph.canary;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a search read and found.
 *
 * @param files how many were read to their end
 * @param vanished files that were listed and could not be opened, because they were deleted
 */
public record Searched(int files, long bytes, List<Hit> hits, List<Path> vanished) {
  public static final Searched NOTHING = new Searched(0, 0, List.of(), List.of());

  /** The hits of one marker. */
  public List<Hit> of(String marker) {
    return hits.stream().filter(hit -> hit.marker().equals(marker)).toList();
  }

  public Searched and(Searched other) {
    return new Searched(
        files + other.files,
        bytes + other.bytes,
        joined(hits, other.hits),
        joined(vanished, other.vanished));
  }

  private static <T> List<T> joined(List<T> some, List<T> others) {
    List<T> all = new ArrayList<>(some);
    all.addAll(others);
    return all;
  }
}
