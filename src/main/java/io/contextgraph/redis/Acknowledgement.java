package io.contextgraph.redis;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether and how to acknowledge a durable split to Redis, given the stream's current
 * state. Pure.
 *
 * @param durable the split in a completed checkpoint, with what was acknowledged of it before; not
 *     ahead of the stream
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

  Optional<GroupInfo> group() {
    return GroupInfo.named(ownGroup, groups);
  }

  /**
   * How the stream contradicts what was acknowledged of it: evidence that its history changed.
   * Empty if it does not.
   */
  Optional<String> evidence() {
    StreamPosition acknowledged = durable.history().acknowledged();
    StreamPosition trimmedBefore = durable.history().trimmedBefore();
    if (acknowledged.equals(StreamPosition.ZERO)) {
      return Optional.empty();
    }
    if (group().isEmpty()) {
      return Optional.of("group " + ownGroup + " vanished, which was at " + acknowledged);
    }
    StreamPosition now = group().get().lastDelivered();
    if (acknowledged.isAfter(now)) {
      return Optional.of("group " + ownGroup + " moved back from " + acknowledged + " to " + now);
    }
    return stream.hasEntryBefore(trimmedBefore)
        ? Optional.of(
            "entry "
                + stream.firstEntry()
                + " is there, although all before "
                + trimmedBefore
                + " were removed")
        : Optional.empty();
  }

  /**
   * How a later state of the stream contradicts this one: evidence that its history changed
   * meanwhile.
   *
   * @param left where the source's group was left, or moved to
   */
  Optional<String> evidenceIn(StreamInfo later, List<GroupInfo> laterGroups, GroupInfo left) {
    if (later.contradicts(stream)) {
      return Optional.of("it was " + stream + " and is now " + later);
    }
    StreamHistory known = durable.history().acknowledged(left.lastDelivered(), StreamPosition.ZERO);
    return new Acknowledgement(durable.with(known), previous, later, laterGroups, ownGroup)
        .evidence();
  }

  /**
   * Whether to set the group's position. It only moves forward, except to correct its count, or if
   * it belongs to a history that was rewritten.
   */
  boolean movesGroup() {
    return group().map(this::moves).orElse(true);
  }

  private boolean moves(GroupInfo group) {
    StreamPosition position = durable.position();
    boolean corrects =
        position.equals(group.lastDelivered())
            && durable.entriesRead() != GroupInfo.UNKNOWN
            && durable.entriesRead() != group.entriesRead();
    return position.isAfter(group.lastDelivered())
        || corrects
        || isOutdated(group)
        || isLeftFromOlderEpoch(group);
  }

  private boolean isOutdated(GroupInfo group) {
    return group.lastDelivered().isAfter(stream.lastGenerated())
        || group.entriesRead() > stream.added();
  }

  /** A position that another instance of the source has set since then stays. */
  private boolean isLeftFromOlderEpoch(GroupInfo group) {
    return previous != null
        && previous.epoch() < durable.epoch()
        && previous.position().equals(group.lastDelivered());
  }
}
