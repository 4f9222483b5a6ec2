package io.contextgraph.redis;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How far a stream may be trimmed, and which consumer group holds it. Pure.
 *
 * @param first the first entry to keep
 * @param heldBy the group that has not read, or not acknowledged, {@code first}; null if all groups
 *     have
 */
public record TrimLimit(StreamPosition first, @Nullable String heldBy) {

  /**
   * @param durable the last entry that the source no longer needs
   * @param ownGroup the name of the source's group, which holds nothing
   * @param oldestPending returns a group's oldest entry that was delivered and not acknowledged;
   *     called only for other groups with pending entries
   */
  public static TrimLimit of(
      StreamPosition durable,
      List<GroupInfo> groups,
      String ownGroup,
      Function<GroupInfo, Optional<StreamPosition>> oldestPending) {
    TrimLimit limit = new TrimLimit(durable.next(), null);
    for (GroupInfo group : groups) {
      if (!group.name().equals(ownGroup)) {
        StreamPosition unread = group.lastDelivered().next();
        StreamPosition needed =
            group.pending() > 0 ? oldestPending.apply(group).orElse(unread) : unread;
        limit = limit.first.isAfter(needed) ? new TrimLimit(needed, group.name()) : limit;
      }
    }
    return limit;
  }

  /**
   * The number of entries that the stream contains only because {@code heldBy} needs them.
   *
   * @param trimmed entries that were removed since {@code info}
   * @param durableCount the stream's count of entries ever added, up to the last one that the
   *     source no longer needs
   * @return {@link GroupInfo#UNKNOWN} if {@code durableCount} is
   */
  public long held(StreamInfo info, long trimmed, long durableCount) {
    if (heldBy == null) {
      return 0;
    }
    return durableCount == GroupInfo.UNKNOWN
        ? GroupInfo.UNKNOWN
        : Math.max(0, info.length() - trimmed - (info.added() - durableCount));
  }
}
