package io.contextgraph.query;

/**
 * Why an answer is not complete.
 *
 * @param bound the option that bounded it: limit, depth, events or timeout
 * @param value the option's value; seconds for timeout
 */
public record Cut(String bound, long value) {
  static final String LIMIT = "limit";
  static final String DEPTH = "depth";
  static final String EVENTS = "events";
  static final String TIMEOUT = "timeout";

  /** The last line of an answer that was cut. */
  public String json() {
    return "{\"cut\":\"" + bound + "\",\"" + bound + "\":" + value + "}";
  }
}
