package io.contextgraph.event;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Strict UTF-8: no overlong forms, no encoded surrogates, no replacement characters. */
final class Utf8 {
  private Utf8() {}

  /** The text, or null if the bytes are not well-formed UTF-8 (Unicode 15, table 3-7). */
  static @Nullable String decode(byte[] bytes) {
    if (isAscii(bytes)) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes))
          .toString();
    } catch (CharacterCodingException malformed) {
      return null;
    }
  }

  /** The bytes, or null if the text contains a lone surrogate. */
  static byte @Nullable [] encode(String text) {
    try {
      ByteBuffer encoded =
          StandardCharsets.UTF_8
              .newEncoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (CharacterCodingException malformed) {
      return null;
    }
  }

  static boolean isWellFormed(byte[] bytes) {
    return isAscii(bytes) || decode(bytes) != null;
  }

  static boolean isAscii(byte[] bytes) {
    for (byte character : bytes) {
      if (character < 0) {
        return false;
      }
    }
    return true;
  }
}
