package io.contextgraph.redis;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.DecoderException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Shortens the long strings of a reply (RESP) while the reply arrives, so that the memory for it
 * has a limit whatever Redis answers. A bulk string longer than the limit becomes a string of
 * {@code limit + 8} bytes: its first {@code limit} bytes, then its length as a 64-bit number. All
 * other bytes pass unchanged and without being copied. Pure; for one connection.
 */
final class LongStringFilter {
  private static final int MAX_HEADER = 32;
  private static final int MAX_LINE = 64 << 10;
  private static final byte LF = '\n';

  private enum State {
    TYPE,
    LINE,
    HEADER,
    BODY,
    REST
  }

  private final int limit;
  private State state = State.TYPE;

  /** The header of a bulk string, as far as it has arrived. */
  private final byte[] header = new byte[MAX_HEADER];

  private int headerLength;
  private int lineLength;

  /** The bytes of the current string that still pass, or that are still dropped. */
  private long remaining;

  private long dropped;
  private long length;

  /** The bytes of the current buffer before this index were passed on or dropped. */
  private int passed;

  LongStringFilter(int limit) {
    this.limit = limit;
  }

  /** The length that a string had before a filter with this limit. */
  static long lengthOf(ByteBuffer string, int limit) {
    return string.remaining() == limit + Long.BYTES
        ? string.getLong(string.position() + limit)
        : string.remaining();
  }

  /**
   * Filters the next bytes of the connection.
   *
   * @param in consumed, not released
   * @param out receives buffers that it must release
   * @throws DecoderException if the bytes are not RESP
   */
  void filter(ByteBuf in, Consumer<ByteBuf> out) {
    passed = in.readerIndex();
    while (in.isReadable()) {
      switch (state) {
        case TYPE -> type(in);
        case LINE -> line(in);
        case HEADER -> header(in, out);
        case BODY -> body(in, out);
        case REST -> rest(in, out);
      }
    }
    int heldBack = state == State.HEADER ? Math.min(headerLength, in.readerIndex() - passed) : 0;
    pass(in, in.readerIndex() - heldBack, out);
  }

  /** A bulk string, verbatim string or bulk error, or else a line. */
  private void type(ByteBuf in) {
    byte type = in.getByte(in.readerIndex());
    boolean bulk = type == '$' || type == '=' || type == '!';
    state = bulk ? State.HEADER : State.LINE;
    headerLength = 0;
    lineLength = 0;
  }

  private void line(ByteBuf in) {
    int end = in.indexOf(in.readerIndex(), in.writerIndex(), LF);
    int bytes = end < 0 ? in.readableBytes() : end + 1 - in.readerIndex();
    in.skipBytes(bytes);
    lineLength += bytes;
    if (lineLength > MAX_LINE) {
      throw new DecoderException("a line of a reply is longer than " + MAX_LINE + " bytes");
    }
    state = end < 0 ? State.LINE : State.TYPE;
  }

  private void header(ByteBuf in, Consumer<ByteBuf> out) {
    byte next = in.readByte();
    if (headerLength == MAX_HEADER) {
      throw new DecoderException("the length of a string is longer than " + MAX_HEADER + " bytes");
    }
    header[headerLength++] = next;
    if (next != LF) {
      return;
    }
    length = parsedLength();
    int start = in.readerIndex() - headerLength;
    if (length <= limit) {
      if (start < passed) {
        // The header began in an earlier buffer and was held back.
        out.accept(Unpooled.copiedBuffer(header, 0, headerLength));
        passed = in.readerIndex();
      }
      begin(length < 0 ? 0 : length + 2, 0);
    } else {
      pass(in, Math.max(start, passed), out);
      out.accept(ascii((char) header[0] + Integer.toString(limit + Long.BYTES) + "\r\n"));
      passed = in.readerIndex();
      begin(limit, length - limit);
    }
  }

  private void begin(long body, long rest) {
    remaining = body;
    dropped = rest;
    state = body > 0 ? State.BODY : State.TYPE;
  }

  private long parsedLength() {
    try {
      return Long.parseLong(
          new String(header, 1, headerLength - 1, StandardCharsets.US_ASCII).strip());
    } catch (NumberFormatException e) {
      throw new DecoderException("a string of a reply has no length", e);
    }
  }

  private void body(ByteBuf in, Consumer<ByteBuf> out) {
    int bytes = (int) Math.min(in.readableBytes(), remaining);
    in.skipBytes(bytes);
    remaining -= bytes;
    if (remaining == 0 && dropped > 0) {
      pass(in, in.readerIndex(), out);
      state = State.REST;
    } else if (remaining == 0) {
      state = State.TYPE;
    }
  }

  private void rest(ByteBuf in, Consumer<ByteBuf> out) {
    int bytes = (int) Math.min(in.readableBytes(), dropped);
    in.skipBytes(bytes);
    dropped -= bytes;
    passed = in.readerIndex();
    if (dropped == 0) {
      out.accept(Unpooled.buffer(Long.BYTES).writeLong(length));
      begin(2, 0);
    }
  }

  private void pass(ByteBuf in, int upTo, Consumer<ByteBuf> out) {
    if (upTo > passed) {
      out.accept(in.retainedSlice(passed, upTo - passed));
    }
    passed = upTo;
  }

  private static ByteBuf ascii(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
  }
}
