package io.contextgraph.verify;

import java.util.List;
import java.util.Set;

/** Changes of the tree, of the head and of the tail, some of which fit each other. */
record TreeTamperings(TamperedLedger ledger) {
  /** One of each kind. */
  List<Tampering> at(int position) {
    return List.of(
        tileDeleted(),
        tileInserted(),
        tailDeleted(position),
        headDeleted(),
        headMovedBack(position),
        tailCut(position),
        rewritten(position),
        deletedAndRenumbered(position));
  }

  private Tampering tileDeleted() {
    int tile = ledger.random(2);
    return Tampering.at(
        "a tile deleted",
        tile * 256 + 1,
        it -> it.execute("DELETE FROM ledger.tile WHERE tile_index = " + tile),
        FindingKind.TILE);
  }

  private static Tampering tileInserted() {
    return Tampering.at(
        "a tile inserted",
        0,
        it -> it.execute("INSERT INTO ledger.tile SELECT 1, 0, hashes FROM ledger.tile LIMIT 1"),
        FindingKind.TILE);
  }

  private static void deleteTail(TamperedLedger it, int last) throws java.sql.SQLException {
    it.execute("DELETE FROM ledger.event WHERE global_position > " + last);
    it.execute("DELETE FROM ledger.event_identity WHERE global_position > " + last);
  }

  private static Tampering tailDeleted(int last) {
    return Tampering.at(
        "the tail deleted, the head left",
        last + 1,
        it -> deleteTail(it, last),
        FindingKind.ROW_MISSING);
  }

  private static Tampering headDeleted() {
    return Tampering.at(
        "the head deleted", 0, it -> it.execute("DELETE FROM ledger.head"), FindingKind.HEAD);
  }

  private static Tampering headMovedBack(int position) {
    return Tampering.at(
        "the head moved back, rows left",
        0,
        it ->
            it.execute(
                "UPDATE ledger.head SET tree_size = 0, frontier = '', position = " + position),
        FindingKind.HEAD);
  }

  private static Tampering tailCut(int last) {
    return Tampering.at(
            "the tail cut, tiles and head rewritten to match",
            last + 1,
            it -> {
              deleteTail(it, last);
              it.rewriteTree(last);
            },
            FindingKind.TAIL_CUT)
        .withCheckpoint();
  }

  private static Tampering rewritten(int position) {
    return Tampering.at(
            "a row changed, tiles and head rewritten to match",
            position,
            it -> {
              it.execute(
                  "UPDATE ledger.event SET entry_id = entry_id || 'x' WHERE global_position = "
                      + position);
              it.rewriteTree(TamperedLedger.SIZE);
            },
            FindingKind.HISTORY_REWRITTEN)
        .withCheckpoint();
  }

  private static Tampering deletedAndRenumbered(int position) {
    return new Tampering(
        "an event deleted, later ones renumbered, tiles and head rewritten to match",
        it -> {
          it.execute("DELETE FROM ledger.event WHERE global_position = " + position);
          it.execute("DELETE FROM ledger.event_identity WHERE global_position = " + position);
          it.execute(
              "UPDATE ledger.event SET global_position = global_position - 1"
                  + " WHERE global_position > "
                  + position);
          it.execute(
              "UPDATE ledger.event_identity SET global_position = -global_position"
                  + " WHERE global_position > "
                  + position);
          it.execute(
              "UPDATE ledger.event_identity SET global_position = -global_position - 1"
                  + " WHERE global_position < 0");
          it.rewriteTree(TamperedLedger.SIZE - 1);
        },
        Set.of(FindingKind.TAIL_CUT, FindingKind.HISTORY_REWRITTEN),
        position,
        TamperedLedger.SIZE,
        true);
  }
}
