package io.contextgraph.redis;

import java.util.ArrayList;
import java.util.List;

/**
 * What XINFO GROUPS says of one consumer group (Redis 7.0 and newer).
 *
 * @param entriesRead {@link StreamSplit#UNKNOWN} where Redis does not know it
 * @param lag likewise
 */
public record GroupInfo(
    String name, StreamPosition lastDelivered, long entriesRead, long lag, long pending) {

  static List<GroupInfo> of(List<Object> reply) {
    List<GroupInfo> groups = new ArrayList<>();
    for (Object group : reply) {
      if (group instanceof List<?> namesAndValues) {
        Fields fields = new Fields(namesAndValues);
        groups.add(
            new GroupInfo(
                fields.text("name"),
                fields.position("last-delivered-id"),
                fields.number("entries-read", StreamSplit.UNKNOWN),
                fields.number("lag", StreamSplit.UNKNOWN),
                fields.number("pending", 0)));
      }
    }
    return groups;
  }
}
