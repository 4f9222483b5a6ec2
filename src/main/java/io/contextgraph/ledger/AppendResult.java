package io.contextgraph.ledger;

import io.contextgraph.event.DeadLetter;
import java.util.ArrayList;
import java.util.List;

/**
 * What an append did; all of it is durable.
 *
 * @param head which ledger, and its last position after the append
 * @param appended events recorded
 * @param duplicates events that the ledger had already
 * @param deadLetters events whose id is taken, or that Postgres refused
 */
public record AppendResult(
    LedgerMark head, int appended, int duplicates, List<DeadLetter> deadLetters) {

  AppendResult plus(AppendResult later) {
    List<DeadLetter> all = new ArrayList<>(deadLetters);
    all.addAll(later.deadLetters);
    return new AppendResult(
        later.head, appended + later.appended, duplicates + later.duplicates, all);
  }
}
