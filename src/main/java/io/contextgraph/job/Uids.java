package io.contextgraph.job;

/**
 * The uids of the operators, by which savepoints identify their state. A uid never changes and is
 * never reused for another operator.
 */
final class Uids {
  static final String REDIS_SOURCE = "redis-streams-source";
  static final String DECODE = "decode";
  static final String DEDUPLICATE = "deduplicate";
  static final String LEDGER = "ledger";
  static final String DEAD_LETTERS = "dead-letters";
  static final String LEDGER_SOURCE = "ledger-source";
  static final String GRAPH = "graph";

  private Uids() {}
}
