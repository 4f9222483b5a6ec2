package io.contextgraph.redis;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a durable split changes in Redis, given the stream's state there. Pure.
 *
 * @param durable the split as a completed checkpoint contains it
 * @param previous what was acknowledged before in this run, or null
 * @param stream the stream now
 * @param groups its consumer groups now
 * @param ownGroup the name of the source's group
 */
record Acknowledgement(
    StreamSplit durable,
    @Nullable StreamSplit previous,
    StreamInfo stream,
    List<GroupInfo> groups,
    String ownGroup) {

  /**
   * Whether the checkpoint covers the stream as it is now. If not, its history was rewritten after
   * the checkpoint, and nothing may be acknowledged.
   */
  boolean appliesToStream() {
    return !durable.isAheadOf(stream);
  }

  /**
   * Whether the group's position has to be set: only forward, unless the group's position belongs
   * to a history that was rewritten.
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
   * not read or not acknowledged.
   *
   * @param oldestPending the oldest entry that a group was sent and has not acknowledged; called
   *     for other groups with pending entries only
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
