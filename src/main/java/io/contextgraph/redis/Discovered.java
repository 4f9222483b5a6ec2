package io.contextgraph.redis;

import java.util.List;
import java.util.Map;

/**
 * What one discovery found.
 *
 * @param splits the splits of new streams
 * @param refused the streams that Redis refused to describe, with the reasons
 */
record Discovered(List<StreamSplit> splits, Map<String, String> refused) {
  static final Discovered NOTHING = new Discovered(List.of(), Map.of());
}
