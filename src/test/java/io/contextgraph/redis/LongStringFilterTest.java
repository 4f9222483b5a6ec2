package io.contextgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.DecoderException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LongStringFilterTest {
  private static final int LIMIT = 10;

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Passes the bytes in pieces that end at the given indexes. */
  private static byte[] filtered(byte[] reply, int limit, List<Integer> ends) {
    LongStringFilter filter = new LongStringFilter(limit);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int from = 0;
    for (int end : ends) {
      ByteBuf in = Unpooled.copiedBuffer(reply, from, end - from);
      filter.filter(
          in,
          piece -> {
            byte[] bytes = new byte[piece.readableBytes()];
            piece.readBytes(bytes).release();
            out.writeBytes(bytes);
          });
      assertThat(in.refCnt()).as("references").isEqualTo(1);
      in.release();
      from = end;
    }
    return out.toByteArray();
  }

  private static String filtered(String reply) {
    return new String(
        filtered(ascii(reply), LIMIT, List.of(reply.length())), StandardCharsets.ISO_8859_1);
  }

  @Test
  void aReplyWithoutLongStringsPassesUnchanged() {
    String reply = "*3\r\n$10\r\n0123456789\r\n$-1\r\n*1\r\n:7\r\n+OK\r\n-ERR $99\r\n$0\r\n\r\n";
    assertThat(filtered(reply)).isEqualTo(reply);
  }

  @Test
  void aLongStringKeepsItsHeadAndStatesItsLength() {
    String filtered = filtered("*2\r\n$11\r\n0123456789a\r\n:1\r\n");
    assertThat(filtered).isEqualTo("*2\r\n$18\r\n0123456789\0\0\0\0\0\0\0\u000b\r\n:1\r\n");
    ByteBuffer string = ByteBuffer.wrap(ascii(filtered), 9, 18);
    assertThat(LongStringFilter.lengthOf(string, LIMIT)).isEqualTo(11);
    assertThat(LongStringFilter.lengthOf(ByteBuffer.wrap(ascii("0123456789")), LIMIT))
        .isEqualTo(10);
  }

  @Test
  void bytesWithinAStringThatLookLikeAHeaderAreNoHeader() {
    String reply = "$9\r\n$99999\r\n\r\n\r\n$1\r\n$\r\n";
    assertThat(filtered(reply)).isEqualTo(reply);
  }

  @Test
  void whatIsNotRespIsRefusedInsteadOfBeingCollected() {
    assertThatThrownBy(() -> filtered("$12x\r\n")).isInstanceOf(DecoderException.class);
    assertThatThrownBy(() -> filtered("$" + "1".repeat(40))).isInstanceOf(DecoderException.class);
    assertThatThrownBy(() -> filtered("+" + "a".repeat(70_000)))
        .isInstanceOf(DecoderException.class);
  }

  @Test
  void randomRepliesInRandomPiecesAreFilteredLikeByANaiveModel() {
    long seed = Long.getLong("seed", 5L);
    Random random = new Random(seed);
    for (int round = 0; round < 5_000; round++) {
      ByteArrayOutputStream sent = new ByteArrayOutputStream();
      ByteArrayOutputStream expected = new ByteArrayOutputStream();
      int limit = 1 + random.nextInt(40);
      for (int element = random.nextInt(12); element >= 0; element--) {
        randomElement(random, limit, sent, expected);
      }
      byte[] reply = sent.toByteArray();
      List<Integer> ends =
          random
              .ints(random.nextInt(20), 0, reply.length + 1)
              .sorted()
              .boxed()
              .collect(java.util.stream.Collectors.toList());
      ends.add(reply.length);
      assertThat(filtered(reply, limit, ends))
          .as("seed %d, round %d", seed, round)
          .isEqualTo(expected.toByteArray());
    }
  }

  private static void randomElement(
      Random random, int limit, ByteArrayOutputStream sent, ByteArrayOutputStream expected) {
    byte[] line = ascii(List.of("*3\r\n", ":-12\r\n", "+OK\r\n", "$-1\r\n").get(random.nextInt(4)));
    if (random.nextBoolean()) {
      sent.writeBytes(line);
      expected.writeBytes(line);
      return;
    }
    byte[] value = new byte[random.nextInt(limit * 3)];
    for (int i = 0; i < value.length; i++) {
      value[i] = (byte) "$1\r\n*".charAt(random.nextInt(6 - 1));
    }
    write(sent, value.length, value, value.length, new byte[0]);
    if (value.length <= limit) {
      write(expected, value.length, value, value.length, new byte[0]);
    } else {
      byte[] length = ByteBuffer.allocate(8).putLong(value.length).array();
      write(expected, limit + 8, value, limit, length);
    }
  }

  private static void write(
      ByteArrayOutputStream out, int length, byte[] value, int head, byte[] more) {
    out.writeBytes(ascii("$" + length + "\r\n"));
    out.write(value, 0, head);
    out.writeBytes(more);
    out.writeBytes(ascii("\r\n"));
  }
}
