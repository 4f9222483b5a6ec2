package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class DetailPrinterTest {
  private static String details(String... objects) {
    StringWriter text = new StringWriter();
    DetailPrinter printer = new DetailPrinter(new PrintWriter(text));
    for (String object : objects) {
      printer.print(object);
    }
    printer.flush();
    return text.toString();
  }

  @Test
  void eachKeyHasALineAndNothingIsCut() {
    String text = "x".repeat(3_000);
    assertThat(details("{\"id\":\"a\",\"none\":null,\"payload\":{\"text\":\"" + text + "\"}}"))
        .isEqualTo("id            a\npayload.text  " + text + "\n");
  }

  @Test
  void aTextOfSeveralLinesKeepsThemAndNothingElseThatATerminalWouldObey() {
    assertThat(details("{\"a\":\"one\\r\\n\\ttwo\\u001b[2J\"}", "{\"bc\":1}"))
        .isEqualTo("a  one\n       two\\u001b[2J\n\nbc  1\n");
  }
}
