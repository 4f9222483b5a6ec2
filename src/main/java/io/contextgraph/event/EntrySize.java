package io.contextgraph.event;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The size of an entry beyond the limit, which its dead letter states in words. */
public final class EntrySize {
  private static final Pattern DETAIL =
      Pattern.compile("the entry has (\\d{1,18}) bytes; the limit is \\d+");

  private static final String TOO_MANY = "the entry has more names and values than are read";

  private EntrySize() {}

  /** The detail of the dead letter of an entry that is too large or was not read as a whole. */
  static String detail(RawEntry entry) {
    return entry.size() > EventLimits.MAX_ENTRY_BYTES
        ? "the entry has " + entry.size() + " bytes; the limit is " + EventLimits.MAX_ENTRY_BYTES
        : TOO_MANY;
  }

  /** Whether a dead letter says that names and values of its entry were not read. */
  public static boolean statesTooMany(String detail) {
    return detail.equals(TOO_MANY);
  }

  /**
   * The bytes of the entry if its dead letter says that they exceeded the limit, so that only the
   * beginning may have been kept.
   */
  public static OptionalLong stated(String detail) {
    Matcher stated = DETAIL.matcher(detail);
    return stated.matches()
        ? OptionalLong.of(Long.parseLong(stated.group(1)))
        : OptionalLong.empty();
  }
}
