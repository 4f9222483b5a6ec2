package io.contextgraph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The sections, tables and code of a Markdown document. */
public record MarkdownDocument(String text) {
  private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
  private static final Pattern FENCED = Pattern.compile("(?ms)^```(\\w*)\n(.*?)^```$");
  private static final Pattern WRAPPED_CODE = Pattern.compile("`([^`]+)`");

  /** What stands in backticks. */
  static Set<String> code(String markdown) {
    return CODE.matcher(markdown)
        .results()
        .map(it -> it.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The contents of the fenced blocks of one language. */
  public List<String> blocks(String language) {
    return FENCED
        .matcher(text)
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2))
        .toList();
  }

  /** Everything in backticks, also over the end of a line, and every line that is indented code. */
  public List<String> commands() {
    String prose = FENCED.matcher(text).replaceAll("");
    Stream<String> inline = WRAPPED_CODE.matcher(prose).results().map(it -> it.group(1));
    Stream<String> indented = prose.lines().filter(line -> line.matches(" {4,}\\S.*"));
    return Stream.concat(inline, indented)
        .map(command -> command.replaceAll("\\s+", " ").strip())
        .toList();
  }

  /** The anchors of its headings, as GitHub makes them. */
  Set<String> anchors() {
    return text.lines()
        .filter(line -> line.matches("#+ .*"))
        .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The text from a heading to the next one. */
  String section(String heading) {
    int start = text.indexOf("\n" + heading + "\n");
    assertThat(start).as(heading).isNotNegative();
    int end = text.indexOf("\n#", start + heading.length() + 2);
    return text.substring(start, end < 0 ? text.length() : end);
  }

  /** The cells of the first table of a section, without backticks. */
  List<List<String>> rows(String heading) {
    return table(section(heading), "\n|");
  }

  /** The cells of the table that begins with this header, without backticks. */
  public List<List<String>> rowsUnder(String header) {
    return table(text, "\n" + header);
  }

  private static List<List<String>> table(String markdown, String start) {
    assertThat(markdown).contains(start);
    List<List<String>> rows = new ArrayList<>();
    for (String line : markdown.substring(markdown.indexOf(start) + 1).split("\n")) {
      if (!line.startsWith("|")) {
        break;
      }
      rows.add(
          Stream.of(line.substring(1).split("\\|", -1))
              .map(cell -> cell.replace("`", "").strip())
              .toList());
    }
    return rows.subList(2, rows.size());
  }

  public static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
