package io.contextgraph.event;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The size of an entry beyond the limit, which its dead letter states in words. */
public final class EntrySize {
  private static final Pattern DETAIL =
      Pattern.compile("the entry has (\\d{1,18}) bytes; the limit is \\d+");

  private EntrySize() {}

  /** The detail of the dead letter. */
  static String detail(long bytes) {
    return "the entry has " + bytes + " bytes; the limit is " + EventLimits.MAX_ENTRY_BYTES;
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
