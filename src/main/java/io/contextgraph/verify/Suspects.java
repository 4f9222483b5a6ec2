package io.contextgraph.verify;

import io.contextgraph.tree.Tile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The suspects in the order of their positions, one a tile; keeps the first ones. */
final class Suspects {
  private final List<Suspect> kept = new ArrayList<>();
  private @Nullable Suspect current;

  void add(long position) {
    Suspect suspect = current;
    if (suspect != null && tile(suspect.span().first()) == tile(position)) {
      suspect.add(position);
      return;
    }
    Suspect next = new Suspect(position);
    current = next;
    if (kept.size() < Findings.KEPT) {
      kept.add(next);
    }
  }

  private static long tile(long position) {
    return (position - 1) / Tile.WIDTH;
  }

  /** Judges all suspects within these positions. */
  void judge(Span span, Suspect.Verdict verdict) {
    for (Suspect suspect : kept) {
      if (suspect.span().isWithin(span)) {
        suspect.judge(verdict);
      }
    }
  }

  List<Suspect> list() {
    return kept;
  }
}
