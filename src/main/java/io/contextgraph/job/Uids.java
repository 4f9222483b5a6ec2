package io.contextgraph.job;

/**
 * The uids of the operators, under which savepoints keep their state. A uid is never changed and
 * never given to another operator.
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
