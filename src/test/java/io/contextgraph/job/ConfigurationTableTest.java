package io.contextgraph.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.flink.configuration.description.HtmlFormatter;
import org.apache.flink.util.TimeUtils;
import org.junit.jupiter.api.Test;

/** The table of options in docs/operations.md is generated from the declared options. */
class ConfigurationTableTest {
  private static final Path GUIDE = Path.of("docs/operations.md");
  private static final String START = "<!-- options: made by ConfigurationTableTest -->\n";
  private static final String END = "<!-- end of options -->\n";
  private static final String WRITE = "docs.write";

  private static String table() {
    return "| key | default | value | meaning |\n|---|---|---|---|\n"
        + JobConfig.OPTIONS.options().stream()
            .map(ConfigurationTableTest::row)
            .collect(Collectors.joining());
  }

  private static String row(JobOption<?> option) {
    return "| %s | %s | %s | %s |\n"
        .formatted(
            option.key(),
            option.declared().hasDefaultValue() ? text(option.declared().defaultValue()) : "",
            option.accepted(),
            new HtmlFormatter().format(option.declared().description()));
  }

  private static String text(Object value) {
    if (value instanceof Duration duration) {
      return TimeUtils.formatWithHighestUnit(duration);
    }
    return value instanceof Enum<?> constant
        ? constant.name().toLowerCase(Locale.ROOT)
        : value.toString();
  }

  @Test
  void theGuidesTableMatchesTheDeclaredOptions() throws IOException {
    String guide = Files.readString(GUIDE);
    int start = guide.indexOf(START) + START.length();
    int end = guide.indexOf(END);
    assertThat(guide).contains(START, END);
    assertThat(end).as("%s contains %s", GUIDE, END).isGreaterThanOrEqualTo(start);
    if (Boolean.getBoolean(WRITE)) {
      Files.writeString(GUIDE, guide.substring(0, start) + table() + guide.substring(end));
      return;
    }
    assertThat(guide.substring(start, end).lines().toList())
        .as(
            "the options in %s; to write them: ./mvnw test -Dtest=ConfigurationTableTest -D%s=true",
            GUIDE, WRITE)
        .containsExactlyElementsOf(table().lines().toList());
  }
}
