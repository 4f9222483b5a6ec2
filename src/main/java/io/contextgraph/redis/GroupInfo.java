package io.contextgraph.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One consumer group in the reply of XINFO GROUPS (Redis 7.0 and newer).
 *
 * @param entriesRead the stream's count of entries ever added, up to {@code lastDelivered}; {@link
 *     #UNKNOWN} if Redis does not report it
 * @param lag entries after {@code lastDelivered}; {@link #UNKNOWN} if Redis does not report it
 * @param pending entries delivered to a consumer that has not acknowledged them
 */
public record GroupInfo(
    String name, StreamPosition lastDelivered, long entriesRead, long lag, long pending) {
  /** An unknown count. */
  public static final long UNKNOWN = -1;

  static List<GroupInfo> ofReply(List<Object> reply) {
    List<GroupInfo> groups = new ArrayList<>();
    for (Object group : reply) {
      if (group instanceof List<?> namesAndValues) {
        groups.add(of(new InfoReply(namesAndValues)));
      }
    }
    return groups;
  }

  /** The group of a name; empty if there is none. */
  public static Optional<GroupInfo> named(String name, List<GroupInfo> groups) {
    return groups.stream().filter(group -> group.name().equals(name)).findFirst();
  }

  private static GroupInfo of(InfoReply group) {
    return new GroupInfo(
        group.text("name"),
        group.position("last-delivered-id"),
        group.number("entries-read", UNKNOWN),
        group.number("lag", UNKNOWN),
        group.number("pending", 0));
  }
}
