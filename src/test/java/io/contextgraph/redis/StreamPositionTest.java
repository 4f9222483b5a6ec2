package io.contextgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamPositionTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0-0",
        "1795681548535-12",
        "9223372036854775807-9223372036854775808",
        "18446744073709551615-18446744073709551615"
      })
  void anIdIsReadFromATextAndFromAReplyAndShownAsRedisShowsIt(String id) {
    ByteBuffer reply = ByteBuffer.wrap(id.getBytes(StandardCharsets.US_ASCII));
    assertThat(StreamPosition.parse(id)).hasToString(id).isEqualTo(StreamPosition.ofReply(reply));
  }

  @Test
  void anIdWithoutASequenceIsTheFirstOfItsMillisecond() {
    assertThat(StreamPosition.parse("5")).isEqualTo(new StreamPosition(5, 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "1-", "-1", "a-1", "1-1-1", "18446744073709551616-0", " 1-1"})
  void aTextOfAnotherFormIsRefused(String text) {
    Assertions.assertThatThrownBy(() -> StreamPosition.parse(text))
        .isInstanceOf(NumberFormatException.class);
  }

  @Test
  void idsAreOrderedAsUnsignedNumbers() {
    StreamPosition greatest = new StreamPosition(-1, -1);
    assertThat(greatest).isGreaterThan(new StreamPosition(Long.MAX_VALUE, 0));
    assertThat(new StreamPosition(1, -1).next()).isEqualTo(new StreamPosition(2, 0));
    assertThat(new StreamPosition(1, 5).next()).isEqualTo(new StreamPosition(1, 6));
  }
}
