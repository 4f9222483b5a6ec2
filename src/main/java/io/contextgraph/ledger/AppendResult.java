package io.contextgraph.ledger;

import io.contextgraph.event.DeadLetter;
import java.util.ArrayList;
import java.util.List;

/**
 * The outcome of an append, all of it durable.
 *
 * @param mark the ledger's last position after the append
 * @param appended the number of events recorded
 * @param duplicates the number of events that the ledger already contained
 * @param deadLetters the events whose id is used by another event, or that Postgres refused
 */
public record AppendResult(
    LedgerMark mark, int appended, int duplicates, List<DeadLetter> deadLetters) {

  AppendResult plus(AppendResult later) {
    List<DeadLetter> all = new ArrayList<>(deadLetters);
    all.addAll(later.deadLetters);
    return new AppendResult(
        later.mark, appended + later.appended, duplicates + later.duplicates, all);
  }
}
