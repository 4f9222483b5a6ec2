package io.contextgraph.event;

import org.jspecify.annotations.Nullable;

/** Collects the problems of one entry and keeps the one whose reason is declared first. */
final class Problems {
  private @Nullable Reason reason;
  private String detail = "";

  void add(Reason found, String what) {
    if (reason == null || found.compareTo(reason) < 0) {
      reason = found;
      detail = what;
    }
  }

  boolean isEmpty() {
    return reason == null;
  }

  /**
   * @throws IllegalStateException if nothing is wrong
   */
  Reason firstReason() {
    if (reason == null) {
      throw new IllegalStateException("an entry was rejected without a reason");
    }
    return reason;
  }

  String detail() {
    return detail;
  }
}
