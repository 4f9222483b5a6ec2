package io.contextgraph.producer;

/** What is known about the readers of a stream. */
public enum StreamReaders {
  /** The stream does not exist yet. */
  NEW_STREAM,
  /** The stream has no consumer group, so that no job acknowledges its entries. */
  NONE,
  /** The stream has a consumer group. */
  SOME,
  /** Redis does not say, for example because the user may only add entries. */
  UNKNOWN
}
