package io.contextgraph.cli;

import io.contextgraph.archive.ArchivedMonth;
import io.contextgraph.event.EventId;
import io.contextgraph.note.VerifierKey;
import io.contextgraph.retention.KeepRule;
import io.contextgraph.server.FailureText;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Reads the values of options and parameters, and says what a wrong one should be. */
final class Converters {
  private static final int LONGEST_ECHO = 100;
  private static final BigInteger GREATEST = BigInteger.valueOf(Integer.MAX_VALUE);
  private static final BigInteger LEAST = BigInteger.valueOf(Integer.MIN_VALUE);

  private Converters() {}

  /** Registers a converter for each type of value with a command and those below it. */
  static void register(CommandLine commands) {
    register(commands, String.class, Converters::text);
    register(commands, Integer.class, Converters::integer);
    register(commands, int.class, Converters::integer);
    register(commands, Long.class, Converters::wholeNumber);
    register(commands, long.class, Converters::wholeNumber);
    register(commands, Double.class, Converters::number);
    register(commands, Instant.class, TimeText::parse);
    register(commands, Since.class, Since::parse);
    register(commands, Duration.class, DurationText::parse);
    register(commands, EventId.class, Converters::eventId);
    register(commands, Identifier.class, Identifier::new);
    register(commands, StreamName.class, StreamName::new);
    register(commands, VerifierKey.class, VerifierKey::parse);
    register(commands, Format.class, Converters::format);
    register(commands, KeepRule.class, KeepText::parse);
    register(commands, ArchivedMonth.GraphRule.class, Converters::graphRule);
  }

  private static <T> void register(
      CommandLine commands, Class<T> type, Function<String, T> parser) {
    commands.registerConverter(
        type,
        text -> {
          try {
            return parser.apply(text);
          } catch (IllegalArgumentException e) {
            String echo = DisplayWidth.cut(CellText.visible(text), LONGEST_ECHO);
            throw new TypeConversionException("'" + echo + "'; " + FailureText.of(e));
          }
        });
  }

  private static String text(String text) {
    require(!text.isBlank() && text.indexOf('\0') < 0, "it should not be empty");
    return text;
  }

  /**
   * A number beyond those of an int becomes the nearest one: the range of every such option ends
   * before it, and the option says so.
   */
  private static int integer(String text) {
    require(text.matches("-?[0-9]{1,1000}"), "it should be a whole number");
    return new BigInteger(text).min(GREATEST).max(LEAST).intValue();
  }

  private static long wholeNumber(String text) {
    require(text.matches("-?[0-9]{1,18}"), "it should be a whole number of at most 18 digits");
    return Long.parseLong(text);
  }

  private static double number(String text) {
    require(text.matches("-?[0-9]{1,18}([.][0-9]{1,18})?"), "it should be a number such as 0.5");
    return Double.parseDouble(text);
  }

  private static EventId eventId(String text) {
    try {
      return EventId.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "it should be the id of an event, such as 01a19b7c-a680-71c3-ace8-a48712937ea3", e);
    }
  }

  private static Format format(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "json" -> Format.JSON;
      case "table" -> Format.TABLE;
      default -> throw new IllegalArgumentException("it should be json or table");
    };
  }

  private static ArchivedMonth.GraphRule graphRule(String text) {
    return switch (text) {
      case "keep" -> ArchivedMonth.GraphRule.KEEP;
      case "drop" -> ArchivedMonth.GraphRule.DROP;
      default -> throw new IllegalArgumentException("it should be keep or drop");
    };
  }

  private static void require(boolean valid, String otherwise) {
    if (!valid) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
