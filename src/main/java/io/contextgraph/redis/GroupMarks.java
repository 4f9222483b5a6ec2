package io.contextgraph.redis;

import java.util.ArrayList;
import java.util.List;

/**
 * The mark of a consumer group's owner: a consumer in the group itself, named like the owner. So
 * the mark needs no other key, and vanishes with the group.
 */
public final class GroupMarks {
  private final StreamInspector redis;
  private final StreamAdmin admin;

  public GroupMarks(RedisConnection connection) {
    this.redis = new StreamInspector(connection);
    this.admin = new StreamAdmin(connection);
  }

  /**
   * Marks an existing group unless it is marked already.
   *
   * @param owner see {@link GroupOwner}
   * @throws ForeignGroupException if the group has the mark of another owner of the same kind
   */
  void claim(String stream, String group, String owner) {
    if (isMarked(stream, group, owner)) {
      return;
    }
    admin.createConsumer(stream, group, owner);
    try {
      // Of two owners that claim the group at once, each may have marked it before the other
      // looked.
      isMarked(stream, group, owner);
    } catch (ForeignGroupException e) {
      admin.deleteConsumer(stream, group, owner);
      throw e;
    }
  }

  private boolean isMarked(String stream, String group, String owner) {
    List<String> marks = marks(stream, group, owner);
    for (String mark : marks) {
      if (!mark.equals(owner)) {
        throw new ForeignGroupException(stream, group, mark, owner);
      }
    }
    return !marks.isEmpty();
  }

  /**
   * Makes an existing group its owner's, whoever it belonged to. A running source of the former
   * owner stops before its next acknowledgement.
   *
   * @return the marks of other owners that were removed
   */
  public List<String> adopt(String stream, String group, String owner) {
    // Before any mark is removed: the former owner would claim a group without a mark.
    admin.createConsumer(stream, group, owner);
    List<String> removed = new ArrayList<>(marks(stream, group, owner));
    removed.remove(owner);
    removed.forEach(mark -> admin.deleteConsumer(stream, group, mark));
    return removed;
  }

  /** The marks of all owners of the same kind. */
  private List<String> marks(String stream, String group, String owner) {
    String kind = owner.substring(0, owner.indexOf(':') + 1);
    return redis.consumers(stream, group).stream().filter(it -> it.startsWith(kind)).toList();
  }
}
