package io.contextgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Feeds replies in the way Lettuce passes them. */
class InfoOutputTest {
  private final InfoOutput output = new InfoOutput();

  private void text(String... texts) {
    for (String text : texts) {
      output.set(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }
  }

  @Test
  void theIdOfAnEntryIsKeptAndItsFieldsAreNot() {
    output.multi(6);
    text("first-entry");
    output.set((ByteBuffer) null);
    text("last-entry");
    output.multi(2);
    text("7-1");
    output.multi(4);
    text("a", "1", "b", "2");
    text("length");
    output.set(3);
    InfoReply reply = new InfoReply(output.get());
    assertThat(reply.idOfEntry("last-entry")).hasToString("7-1");
    assertThat(reply.idOfEntry("first-entry")).isEqualTo(StreamPosition.ZERO);
    assertThat(reply.number("length", 0)).isEqualTo(3);
    assertThat((java.util.List<?>) output.get().get(3)).hasSize(1);
  }

  @Test
  void emptyArraysAndNilDoNotShiftWhatFollows() {
    output.multi(4);
    output.multi(0);
    output.multi(-1);
    output.multi(2);
    text("name");
    output.multi(1);
    output.multi(1);
    text("dropped");
    text("end");
    assertThat(output.get()).hasSize(4);
    assertThat(output.get().get(3)).isEqualTo("end".getBytes(StandardCharsets.UTF_8));
  }
}
