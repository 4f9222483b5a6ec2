package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** What a person types is read as it is, or refused in words of this system. */
class OptionValueTest {
  private final StringWriter error = new StringWriter();

  private static ParseResult parse(String... words) {
    return Main.commandLine(Map.of()).parseArgs(words).subcommand();
  }

  private static String session(String... words) {
    OptionSpec option = parse(words).matchedOption("--session");
    return ((Identifier) option.getValue()).text();
  }

  private int run(String... words) {
    CommandLine commands = Main.commandLine(Map.of());
    return commands.setErr(new PrintWriter(error, true)).execute(words);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@x",
        "@@x",
        "@/etc/passwd",
        "${x}",
        "${sys:user.name}",
        "${env:HOME}",
        "\"quoted\"",
        "'quoted'",
        "a b",
        " a ",
        "a,b",
        "a=b",
        "-x",
        "-1",
        "--x",
        "--limit",
        "--follow",
        "events",
        "é日",
        "\\u0041",
        "%s"
      })
  void aValueIsItself(String value) {
    assertThat(session("events", "--session=" + value)).isEqualTo(value);
    assertThat(session("events", "--session", value, "--limit", "1")).isEqualTo(value);
  }

  @Test
  void aParameterThatBeginsWithADashFollowsTwoDashes() {
    assertThat(
            parse("ask", "timeline", "--", "@x")
                .subcommand()
                .matchedPositionals()
                .get(0)
                .originalStringValues())
        .containsExactly("@x");
    assertThat(
            parse("ask", "timeline", "--", "--x")
                .subcommand()
                .matchedPositionals()
                .get(0)
                .originalStringValues())
        .containsExactly("--x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "events --from 2026-13-01|it should be a date such as 2026-11-26 or a time",
        "events --from yesterday|it should be a date such as 2026-11-26 or a time",
        "events --from 2026-11-26T10:00|it should be a date such as 2026-11-26 or a time",
        "events --to +12026-11-26T10:00:00Z|the years 1 to 9999",
        "events --limit ten|it should be a whole number",
        "events --limit 1e3|it should be a whole number",
        "events --limit 99999999999999999999|it should be a whole number",
        "events --limit 0|--limit must be 1 or greater",
        "events --after -1|--after must be 0 or greater",
        "events --id 1-1-1-1-1|it should be the id of an event",
        "events --from 2026-11-27 --to 2026-11-26|--from must be before --to",
        "events --id 01a19b7c-a680-71c3-ace8-a48712937ea3 --session s|--id cannot be combined",
        "sessions --limit 0|--limit must be between 1 and 100000",
        "dead-letters list --limit 0|--limit must be between 1 and 100000",
        "dead-letters list --limit 100001|--limit must be between 1 and 100000",
        "sessions --events 0|--events must be between 1 and 10000000",
        "sessions --limit 9999999999|--limit must be between 1 and 100000",
        "sessions --events 99999999999|--events must be between 1 and 10000000",
        "failures --events -99999999999999999999|--events must be between 1 and 10000000",
        "ask timeline s --limit 99999999999|--limit must be between 1 and 100000",
        "ask timeline s --timeout 99999999999|--timeout must be between 1 and 3600",
        "ask tools a --events 99999999999|--events must be between 1 and 100000000",
        "ask causes 00000000-0000-4000-8000-000000000001 --depth 9999999999|--depth must be between"
            + " 1 and 10000",
        "dead-letters list --limit 99999999999|--limit must be between 1 and 100000",
        "graph rebuild --partitions 9999999999|--partitions must be between 1 and ",
        "audit --limit 99999999999|--limit must be between 1 and 100000",
        "witness --state d --key k --port 99999999999 --vkey PeterNeumann+c74f20a3"
            + "+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW|--port must be between 0 and 65535",
        "retention run --months-ahead 99999999999|--months-ahead must be between 0 and 24",
        "retention plan --keep audit.*=1d|control events (audit, privacy, retention) always stay",
        "retention plan --keep 5y|it should be a duration such as",
        "publish - --rate 0|--rate must be greater than 0",
        "publish - --rate=0.0|--rate must be greater than 0",
        "publish - --rate -1|--rate must be greater than 0",
        "publish - --rate NaN|it should be a number such as 0.5",
        "failures --since 1w|it should be a duration such as 90s, 15min, 12h or 1d",
        "failures --since now|it should be a duration such as",
        "group adopt --stream a,b|it should be the key of a stream",
        "group adopt --group=|it should not be empty",
        "events --session=|it should have 1 to 256 characters",
        "events --format yaml|it should be json or table",
        "events --limit 1 --limit 2|should be specified only once",
        "events --session --limit 1|Unmatched argument",
        "events unexpected|Unmatched argument",
        "evnts|Unmatched argument"
      })
  void aWrongValueIsRefusedInOneLineOfPlainWords(String command, String reason) {
    assertThat(run(command.split(" "))).isEqualTo(ExitCode.WRONG_USAGE);
    List<String> lines = error.toString().lines().toList();
    assertThat(lines.get(0)).startsWith("context-graph: ").contains(reason);
    assertThat(error.toString()).doesNotContain("Exception", "java.", "null", "Usage:");
  }

  /** A number that no int can be is read as the nearest one, so each needs a range of its own. */
  @Test
  void everyOptionThatIsAnIntIsInTheTestOfWrongValues() {
    assertThat(
            HelpTextTest.commands()
                .flatMap(it -> it.getCommandSpec().options().stream())
                .filter(it -> List.of(int.class, Integer.class).contains(it.type()))
                .map(OptionSpec::longestName))
        .containsOnly(
            "--limit",
            "--events",
            "--timeout",
            "--depth",
            "--partitions",
            "--port",
            "--months-ahead");
  }

  @Test
  void aLongOrHostileValueIsShownShortAndHarmless() {
    run("events", "--limit", "\u001b[2J" + "x".repeat(5_000));
    assertThat(error.toString()).contains("'\\u001b[2Jxxx", "…'").hasSizeLessThan(400);
  }

  @Test
  void anIdHasAtMost256CharactersCountedAsCodePoints() {
    assertThat(session("events", "--session", "\ud83d\ude00".repeat(256))).hasSize(512);
    assertThat(run("events", "--session", "x".repeat(257))).isEqualTo(ExitCode.WRONG_USAGE);
  }
}
