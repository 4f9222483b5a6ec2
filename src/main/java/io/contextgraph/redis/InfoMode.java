package io.contextgraph.redis;

/**
 * How the connections of one client ask about a stream. XINFO STREAM returns the first and the last
 * entry whole, and Redis closes the connection if they exceed client-output-buffer-limit; then a
 * script asks, whose reply lacks the fields of the entries. Thread-safe.
 */
final class InfoMode {
  private volatile boolean byScript;

  boolean isByScript() {
    return byScript;
  }

  /** The connection was lost while XINFO STREAM was asked. */
  void connectionLost() {
    byScript = true;
  }

  /** The server does not run scripts for this user. */
  void scriptRefused() {
    byScript = false;
  }
}
