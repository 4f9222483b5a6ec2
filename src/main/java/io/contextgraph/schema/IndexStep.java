package io.contextgraph.schema;

import java.util.Map;

/**
 * A statement that changes an index.
 *
 * @param blocksAppends whether appends wait while the statement waits for its lock
 */
record IndexStep(String sql, boolean blocksAppends) {
  static IndexStep build(String index, String partition, String definition) {
    return new IndexStep(
        Sql.BUILD_INDEX.with(
            Map.of("index", index, "partition", partition, "definition", definition)),
        false);
  }

  static IndexStep attach(String index, String parent) {
    return new IndexStep(Sql.ATTACH_INDEX.with(Map.of("index", index, "parent", parent)), true);
  }

  static IndexStep drop(String index) {
    return new IndexStep(Sql.DROP_INDEX.with(Map.of("index", index)), false);
  }
}
