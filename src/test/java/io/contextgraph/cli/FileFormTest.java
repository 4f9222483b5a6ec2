package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileFormTest {
  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "x-UTF-16LE-BOM"})
  void textInUtf16IsRecognizedWithAndWithoutAByteOrderMark(String charset) {
    assertThat(FileForm.of("{\"a\":1}".getBytes(Charset.forName(charset)))).startsWith("is UTF-16");
    assertThat(FileForm.of("\r\n{}".getBytes(Charset.forName(charset)))).startsWith("is UTF-16");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{}", "\uFEFF{}", "\n\n", "P", "é{}"})
  void textInUtf8IsNot(String text) throws Exception {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    BufferedInputStream in = new BufferedInputStream(new ByteArrayInputStream(bytes));
    assertThat(FileForm.of(in)).isEmpty();
    assertThat(in.readAllBytes()).isEqualTo(bytes);
  }

  @Test
  void compressedFilesAreRecognized() {
    assertThat(FileForm.of(new byte[] {0x1F, (byte) 0x8B, 8, 0})).contains("gunzip");
    assertThat(FileForm.of("PK\u0003\u0004".getBytes(StandardCharsets.US_ASCII))).contains("ZIP");
  }
}
