package io.contextgraph.event;

import org.jspecify.annotations.Nullable;

/** Keeps, of all that is wrong with one entry, the problem whose reason is declared first. */
final class Problems {
  private @Nullable Reason reason;
  private String detail = "";

  void add(Reason found, String what) {
    if (reason == null || found.compareTo(reason) < 0) {
      reason = found;
      detail = what;
    }
  }

  @Nullable Reason first() {
    return reason;
  }

  String detail() {
    return detail;
  }
}
