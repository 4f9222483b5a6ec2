package io.contextgraph.audit;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** A digest for each session, over the items accepted so far. */
final class SessionDigests implements Consumer<GraphItem> {
  private final Map<String, SessionDigest> digests = new HashMap<>();

  @Override
  public void accept(GraphItem item) {
    digests.computeIfAbsent(item.sessionId(), session -> new SessionDigest()).add(item);
  }

  /** Whether both have the same items of a session, or neither has any. */
  boolean match(SessionDigests other, String session) {
    SessionDigest mine = digests.get(session);
    SessionDigest theirs = other.digests.get(session);
    return mine == null || theirs == null ? mine == theirs : mine.matches(theirs);
  }
}
