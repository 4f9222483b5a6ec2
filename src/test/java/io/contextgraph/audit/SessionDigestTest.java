package io.contextgraph.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SessionDigestTest {
  private static final GraphItem ITEM = new GraphItem("session", "event", "Event", "{}");

  private static SessionDigest digest(List<GraphItem> items) {
    SessionDigest digest = new SessionDigest();
    items.forEach(digest::add);
    return digest;
  }

  @Test
  void theOrderOfTheItemsDoesNotChangeTheDigest() {
    List<GraphItem> items = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      items.add(new GraphItem("session", "event " + i % 30, "type " + i % 7, "detail " + i));
    }
    SessionDigest digest = digest(items);
    Collections.shuffle(items, new Random(1));
    assertThat(digest.matches(digest(items))).isTrue();
  }

  @Test
  void everyPartOfAnItemButItsSessionChangesTheDigest() {
    SessionDigest digest = digest(List.of(ITEM));
    for (GraphItem other :
        List.of(
            new GraphItem("session", "event 2", "Event", "{}"),
            new GraphItem("session", "event", "USED", "{}"),
            new GraphItem("session", "event", "Event", "{a=1}"))) {
      assertThat(digest.matches(digest(List.of(other)))).as(other.toString()).isFalse();
    }
    assertThat(digest.matches(digest(List.of(new GraphItem("other", "event", "Event", "{}")))))
        .isTrue();
  }

  @Test
  void aRepeatedItemChangesTheDigest() {
    assertThat(digest(List.of(ITEM)).matches(digest(List.of(ITEM, ITEM)))).isFalse();
    assertThat(digest(List.of()).matches(digest(List.of(ITEM)))).isFalse();
  }

  @Test
  void aSessionOnOneSideOnlyDoesNotMatch() {
    SessionDigests with = new SessionDigests();
    with.accept(ITEM);
    SessionDigests without = new SessionDigests();
    assertThat(with.match(without, "session")).isFalse();
    assertThat(without.match(with, "session")).isFalse();
    assertThat(with.match(with, "session")).isTrue();
    assertThat(with.match(without, "other")).isTrue();
  }
}
