package io.contextgraph.erasure;

import io.contextgraph.event.PositionRanges;
import io.contextgraph.note.MalformedNoteException;
import io.contextgraph.privacy.DespiteHolds;
import io.contextgraph.privacy.Openings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The grammar of a receipt: its lines, in this order. */
public final class ReceiptForm {
  private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"");
  private static final String TEXT = QUOTED.pattern();
  private static final String NUMBER = "(?:0|[1-9][0-9]{0,18})";
  private static final String TIME =
      "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{3}|\\.[0-9]{6})?Z";
  private static final String UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
  private static final String ID = "[A-Za-z0-9_-]+";
  private static final int MANY = Integer.MAX_VALUE;
  private static final List<Rule> RULES =
      List.of(
          Rule.one("ledger", UUID),
          Rule.one("subject", TEXT),
          Rule.one("issued", TIME),
          Rule.one("as-of", NUMBER),
          Rule.one("status", "final " + TIME + "|not final " + TEXT),
          Rule.one("erased", TIME),
          Rule.one("role", TEXT),
          Rule.one("os-user", TEXT),
          new Rule("host", TEXT, 0, 1),
          Rule.one("reason", TEXT),
          Rule.one("event", UUID),
          Rule.one("position", NUMBER),
          Rule.one("key", "none|" + NUMBER + " " + ID),
          new Rule("wrapped-by", ID + " (?:exists|destroyed " + TIME + ")", 0, MANY),
          Rule.one("despite-holds", NUMBER),
          new Rule(
              "despite-hold",
              "(?:subject|session|agent) " + TEXT + " " + NUMBER + " " + TEXT,
              0,
              DespiteHolds.MAX_LISTED),
          Rule.one("sealed-events", NUMBER),
          Rule.one("sealed-ranges", NUMBER),
          Rule.one("sealed-digest", "[0-9a-f]{64}"),
          new Rule("sealed", NUMBER + "(?:-" + NUMBER + ")?", 0, PositionRanges.KEPT),
          new Rule("sealed-letters", "[1-9][0-9]{0,18}", 0, 1),
          Rule.one("plain-events", NUMBER),
          new Rule("plain", "[a-z_]+ " + NUMBER, 1, MANY),
          Rule.one("plain-reason", TEXT),
          new Rule(
              "copy",
              "[a-z-]+ (?:none|unknown|(?:ended|by) " + TIME + ") " + TEXT + " " + TEXT,
              1,
              MANY),
          Rule.one("openings", NUMBER),
          new Rule(
              "opened", TIME + " " + TEXT + " " + TEXT + "(?: unmarked)?", 0, Openings.MAX_LISTED));

  private ReceiptForm() {}

  /** How often a line occurs, and what its value is. */
  private record Rule(String name, Pattern value, int min, int max) {
    Rule(String name, String value, int min, int max) {
      this(name, Pattern.compile(value), min, max);
    }

    static Rule one(String name, String value) {
      return new Rule(name, value, 1, 1);
    }
  }

  /**
   * Checks that a text is that of a receipt.
   *
   * @throws MalformedNoteException if it is not; the message names the line
   */
  public static void require(String text) {
    List<String> lines = Arrays.asList(text.split("\n", -1));
    if (!lines.get(0).equals(ReceiptText.FIRST_LINE)) {
      throw new MalformedNoteException("its first line is not " + ReceiptText.FIRST_LINE);
    }
    if (!lines.get(lines.size() - 1).isEmpty()) {
      throw new MalformedNoteException("its last line does not end");
    }
    int end = lines.size() - 1;
    int at = 1;
    for (Rule rule : RULES) {
      at = apply(rule, lines, at, end);
    }
    if (at != end) {
      throw misplaced(lines, at);
    }
    requireStatus(lines);
  }

  /** Returns the index of the first line that the rule does not accept. */
  private static int apply(Rule rule, List<String> lines, int from, int end) {
    String prefix = rule.name() + " ";
    int at = from;
    while (at < end && at - from < rule.max() && lines.get(at).startsWith(prefix)) {
      String value = lines.get(at).substring(prefix.length());
      if (!rule.value().matcher(value).matches()) {
        throw misplaced(lines, at);
      }
      Matcher texts = QUOTED.matcher(value);
      while (texts.find()) {
        QuotedText.read(texts.group());
      }
      at++;
    }
    if (at - from < rule.min()) {
      throw misplaced(lines, at);
    }
    return at;
  }

  private static MalformedNoteException misplaced(List<String> lines, int at) {
    return new MalformedNoteException(
        "line " + (at + 1) + " is not that of a receipt: " + lines.get(at));
  }

  /**
   * It is final if, and only if, no key that wrapped the keyset exists; without a known keyset, if
   * there are no sealed values, neither of events nor of dead letters, and no archived months that
   * may have some.
   */
  private static void requireStatus(List<String> lines) {
    List<String> keys = new ArrayList<>(lines);
    keys.removeIf(line -> !line.startsWith("wrapped-by "));
    boolean exists =
        lines.contains("key none")
            ? !lines.contains("sealed-events 0")
                || lines.stream().anyMatch(line -> line.startsWith("sealed-letters "))
                || lines.stream().anyMatch(line -> line.startsWith("copy archives unknown "))
            : keys.stream().anyMatch(line -> line.endsWith(" exists"));
    boolean isFinal = lines.stream().anyMatch(line -> line.startsWith("status final "));
    if (exists == isFinal) {
      throw new MalformedNoteException(
          "its status contradicts the state of the keys that wrapped the keyset");
    }
  }
}
