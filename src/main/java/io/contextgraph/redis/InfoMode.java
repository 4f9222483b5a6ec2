package io.contextgraph.redis;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How the connections of one client ask about each stream. XINFO STREAM returns the first and the
 * last entry whole, and Redis closes the connection if they exceed client-output-buffer-limit. A
 * stream in a question that cost the connection is suspected and asked about alone; if that costs
 * the connection too, a script asks, whose reply lacks the fields of the entries. Other streams are
 * not affected. Thread-safe.
 */
final class InfoMode {
  private final Set<String> suspected = ConcurrentHashMap.newKeySet();
  private final Set<String> tooLarge = ConcurrentHashMap.newKeySet();

  /** Whether to wait for the answer about this stream before the next question. */
  boolean isAlone(String stream) {
    return suspected.contains(stream);
  }

  boolean isByScript(String stream) {
    return tooLarge.contains(stream);
  }

  /** The connection was lost while these streams were asked about without a script. */
  void connectionLost(Collection<String> asked) {
    for (String stream : asked) {
      if (!suspected.add(stream) && asked.size() == 1) {
        tooLarge.add(stream);
      }
    }
  }

  /** The connection was lost while an entry of this stream was read. */
  void entryCostConnection(String stream) {
    suspected.add(stream);
    tooLarge.add(stream);
  }

  /** Redis answered about a stream without a script. */
  void answered(String stream) {
    suspected.remove(stream);
  }

  /** The user may not run the script; the next question about the stream is without one. */
  void scriptRefused(String stream) {
    tooLarge.remove(stream);
  }
}
