package io.contextgraph.redis;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decides how to acknowledge a durable split to Redis, given the stream's current state. Pure.
 *
 * @param durable the split in a completed checkpoint; not ahead of the stream
 * @param previous the split that this run acknowledged last, or null
 * @param stream the stream's current state
 * @param groups its current consumer groups
 * @param ownGroup the name of the source's group
 */
record Acknowledgement(
    StreamSplit durable,
    @Nullable StreamSplit previous,
    StreamInfo stream,
    List<GroupInfo> groups,
    String ownGroup) {

  /**
   * Whether to set the group's position. It only moves forward, unless it belongs to a history that
   * was rewritten.
   */
  boolean movesGroup() {
    if (previous != null && previous.epoch() < durable.epoch()) {
      return true;
    }
    return groups.stream()
        .filter(group -> group.name().equals(ownGroup))
        .findFirst()
        .map(group -> durable.position().isAfter(group.lastDelivered()) || isOutdated(group))
        .orElse(true);
  }

  private boolean isOutdated(GroupInfo group) {
    return group.lastDelivered().isAfter(stream.lastGenerated())
        || group.entriesRead() > stream.added();
  }

  /**
   * The first entry that trimming must keep: one that is not durable yet, or that another group has
   * not read or acknowledged.
   *
   * @param oldestPending returns a group's oldest entry that was delivered and not acknowledged;
   *     called only for other groups with pending entries
   */
  StreamPosition firstToKeep(Function<GroupInfo, Optional<StreamPosition>> oldestPending) {
    StreamPosition first = durable.position().next();
    for (GroupInfo group : groups) {
      if (!group.name().equals(ownGroup)) {
        StreamPosition unread = group.lastDelivered().next();
        StreamPosition needed =
            group.pending() > 0 ? oldestPending.apply(group).orElse(unread) : unread;
        first = first.isAfter(needed) ? needed : first;
      }
    }
    return first;
  }
}
