package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The answers of commands as tables. */
class TableTest {
  private static final List<Column> COLUMNS =
      List.of(
          Column.number("position"),
          Column.time("at"),
          Column.status("status"),
          Column.text("error"),
          Column.id("id"));

  private static String table(Terminal terminal, List<Column> columns, String... objects) {
    StringWriter text = new StringWriter();
    TablePrinter printer =
        new TablePrinter(new PrintWriter(text), new TableLayout(columns, terminal));
    for (String object : objects) {
      printer.print(object);
    }
    printer.flush();
    return text.toString();
  }

  @Test
  void columnsAreAlignedAndTimesAreInUtc() {
    assertThat(
            table(
                new Terminal(100, false),
                COLUMNS,
                "{\"position\":7,\"at\":\"2026-11-02T10:00:00.051+01:00\",\"status\":\"failed\","
                    + "\"error\":\"no such\\n  file\",\"id\":\"a\"}",
                "{\"position\":1000,\"at\":\"2026-11-02T09:00:00Z\",\"status\":null,\"id\":\"bb\"}"))
        .isEqualTo(
            """
            position  at (UTC)                 status  error         id
                   7  2026-11-02 09:00:00.051  failed  no such file  a
                1000  2026-11-02 09:00:00.000  -       -             bb
            """);
  }

  @Test
  void onlyTextsAreCutWhereTheTerminalIsNarrow() {
    String object =
        "{\"position\":1,\"at\":\"2026-11-02T09:00:00Z\",\"status\":\"failed\",\"error\":\""
            + "x".repeat(300)
            + "\",\"id\":\"01a19b7c-a680-71c3-ace8-a48712937ea3\"}";
    List<String> lines = table(new Terminal(100, false), COLUMNS, object).lines().toList();
    assertThat(lines.get(1)).hasSize(100).contains("xxx…  01a19b7c-a680-71c3-ace8-a48712937ea3");
    assertThat(table(new Terminal(20, false), COLUMNS, object))
        .contains("xxxxxxx…  01a19b7c-a680-71c3-ace8-a48712937ea3");
    assertThat(table(Terminal.NONE, COLUMNS, object)).contains("x".repeat(119) + "…  01a19b7c");
  }

  @Test
  void aTableWithoutRowsIsEmpty() {
    assertThat(table(new Terminal(80, true), COLUMNS)).isEmpty();
  }

  @Test
  void nothingThatATerminalWouldObeyReachesIt() {
    String hostile =
        "{\"id\":\"\\u001b[2Ja\\u0007\\u009b1m\\u202eb\\u2028\\ud800c\\u0000\",\"error\":\"\\u001b]0;x\\u0007\"}";
    String table = table(new Terminal(200, false), COLUMNS, hostile);
    assertThat(table)
        .contains(
            "\\u001b[2Ja\\u0007\\u009b1m\\u202eb\\u2028\\ud800c\\u0000", "\\u001b]0;x\\u0007");
    assertThat(table.chars().filter(it -> it < ' ' && it != '\n' || it >= 0x7f)).isEmpty();
  }

  @Test
  void onlyAStatusHasAColourAndOnlyWhereColourIsWanted() {
    String object = "{\"status\":\"failed\",\"error\":\"failed\",\"id\":\"x\"}";
    assertThat(table(new Terminal(80, true), COLUMNS, object).lines().toList().get(1))
        .contains("\u001b[31mfailed\u001b[0m  failed  x");
    assertThat(table(new Terminal(80, false), COLUMNS, object)).doesNotContain("\u001b");
  }

  @Test
  void widthsAreThoseOfATerminalAndNotOfTheText() {
    assertThat(DisplayWidth.of("日本")).isEqualTo(4);
    assertThat(DisplayWidth.of("e\u0301")).isEqualTo(1);
    assertThat(DisplayWidth.of("\ud83d\ude00")).isEqualTo(2);
    assertThat(DisplayWidth.of("é")).isEqualTo(1);
    assertThat(DisplayWidth.cut("日本語", 4)).isEqualTo("日…");
    assertThat(DisplayWidth.cut("abc", 3)).isEqualTo("abc");
  }

  @Test
  void aCutTextIsNeverWiderThanItsColumnNorMuchNarrower() {
    Random random = new Random(Long.getLong("seed", 1L));
    String letters = "aé日e\u0301\ud83d\ude00 ";
    int[] points = letters.codePoints().toArray();
    for (int i = 0; i < 2_000; i++) {
      String text =
          IntStream.range(0, random.nextInt(40))
              .map(it -> points[random.nextInt(points.length)])
              .mapToObj(Character::toString)
              .collect(Collectors.joining());
      int width = 1 + random.nextInt(30);
      String cut = DisplayWidth.cut(text, width);
      assertThat(DisplayWidth.of(cut)).isLessThanOrEqualTo(width);
      if (DisplayWidth.of(text) <= width) {
        assertThat(cut).isEqualTo(text);
      } else {
        assertThat(cut).endsWith("…");
        assertThat(text).startsWith(cut.substring(0, cut.length() - 1));
        assertThat(DisplayWidth.of(cut)).isGreaterThanOrEqualTo(width - 1);
      }
    }
  }

  @Test
  void rowsAfterTheFirstPageArePrintedAsTheyCome() {
    StringWriter text = new StringWriter();
    TablePrinter printer =
        new TablePrinter(
            new PrintWriter(text), new TableLayout(List.of(Column.id("id")), Terminal.NONE));
    printer.print("{\"id\":\"first\"}");
    assertThat(text.toString()).isEmpty();
    printer.flush();
    printer.print("{\"id\":\"a longer one\"}");
    assertThat(text.toString()).isEqualTo("id\nfirst\na longer one\n");
  }

  @Test
  void valuesAreShownAsTheyAreWritten() {
    List<Column> columns =
        List.of(
            Column.number("n"),
            Column.id("list"),
            Column.text("o"),
            Column.id("o.in"),
            Column.id("nested"));
    String digits = "1".repeat(5_000);
    assertThat(
            table(
                    Terminal.NONE,
                    columns,
                    "{\"n\":1.50e400,\"list\":[\"a\",\"b\"],\"o\":{\"in\":true},\"nested\":[{}]}",
                    "{\"n\":" + digits + "}")
                .lines()
                .map(it -> it.strip().replaceAll(" +", "|")))
        .containsExactly(
            "n|list|o|o.in|nested", "1.50e400|a,|b|{\"in\":true}|true|[{}]", digits + "|-|-|-|-");
  }
}
