package io.contextgraph.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What JMH measured: the nanoseconds that each part of the tree's work takes for a batch.
 *
 * @param nanos by batch size and part
 */
record HashingTimes(Map<Integer, Map<TreePart, Double>> nanos) {
  private static final Pattern ROW =
      Pattern.compile("\"[\\w.]+\\.(\\w+)\",\"avgt\",\\d+,\\d+,([\\d.]+),[^,]+,\"ns/op\",(\\d+)");

  static HashingTimes read(Path csv) throws IOException {
    return parse(Files.readAllLines(csv));
  }

  /**
   * Parses the CSV form of JMH's results.
   *
   * @throws IllegalArgumentException if a line after the first has another form
   */
  static HashingTimes parse(List<String> csv) {
    Map<Integer, Map<TreePart, Double>> nanos = new HashMap<>();
    for (String line : csv.subList(Math.min(1, csv.size()), csv.size())) {
      Matcher row = ROW.matcher(line);
      if (!row.matches()) {
        throw new IllegalArgumentException("not a result of JMH in ns/op: " + line);
      }
      nanos
          .computeIfAbsent(Integer.valueOf(row.group(3)), batch -> new EnumMap<>(TreePart.class))
          .put(TreePart.ofMethod(row.group(1)), Double.valueOf(row.group(2)));
    }
    return new HashingTimes(nanos);
  }

  /**
   * The nanoseconds of each part for a batch of this size.
   *
   * @throws IllegalArgumentException if one was not measured
   */
  Map<TreePart, Double> ofBatch(int size) {
    Map<TreePart, Double> parts = nanos.getOrDefault(size, Map.of());
    if (parts.size() != TreePart.values().length) {
      throw new IllegalArgumentException("JMH did not measure each part for batches of " + size);
    }
    return parts;
  }
}
