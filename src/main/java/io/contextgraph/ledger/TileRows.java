package io.contextgraph.ledger;

import io.contextgraph.tree.Tile;
import java.util.List;

/** Encodes full tiles as rows of {@code ledger.tile}, in the order of {@link Sql#COPY_TILES}. */
final class TileRows {
  private static final int COLUMNS = 3;

  private TileRows() {}

  static void write(List<Tile> tiles, CopyBuffer out) {
    out.start();
    for (Tile tile : tiles) {
      out.row(COLUMNS);
      out.smallint((short) tile.level());
      out.bigint(tile.index());
      out.bytea(tile.toBytes());
    }
    out.end();
  }
}
