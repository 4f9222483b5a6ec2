package io.contextgraph.audit;

import io.contextgraph.event.EventSummary;
import java.util.List;
import org.neo4j.driver.SimpleQueryRunner;
import org.neo4j.driver.TransactionContext;

/** A part of what the graph contains for an event, compared with the ledger and repaired. */
interface EventCheck {
  /** What the progress of this check is measured in. */
  String unit();

  /**
   * Compares a page of events that the graph must contain.
   *
   * @return the differences, each of which names its event
   */
  List<Difference> differences(SimpleQueryRunner transaction, List<EventSummary> events);

  /**
   * Rewrites this part of a page of events. The caller holds the locks of the events' partitions.
   */
  void repair(TransactionContext transaction, List<EventSummary> events);
}
