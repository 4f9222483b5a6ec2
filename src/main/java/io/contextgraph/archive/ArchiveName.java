package io.contextgraph.archive;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/**
 * The names of the files of an archive. They contain the beginning of a digest, so that a second
 * archive of a month has other names.
 */
public final class ArchiveName {
  private static final int DIGITS = 16;
  private static final Pattern FILE =
      Pattern.compile("event_\\d{4}_\\d{2}-[0-9a-f]{" + DIGITS + "}\\.jsonl\\.gz");

  private ArchiveName() {}

  /**
   * The name of the file of events, for example {@code event_2026_05-0123456789abcdef.jsonl.gz}.
   *
   * @param lower the beginning of the month
   * @param lines SHA-256 of the uncompressed lines in hexadecimal digits
   */
  public static String ofEvents(Instant lower, String lines) {
    YearMonth month = YearMonth.from(lower.atOffset(ZoneOffset.UTC));
    return "event_%04d_%02d-%s.jsonl.gz"
        .formatted(month.getYear(), month.getMonthValue(), lines.substring(0, DIGITS));
  }

  /**
   * The name of the manifest beside a file of events.
   *
   * @throws IllegalArgumentException if the other name is not that of such a file
   */
  public static String ofManifest(String events) {
    require(events);
    return events.replace(".jsonl.gz", ".manifest.json");
  }

  /**
   * Checks a name that was read somewhere: it leads to no other folder.
   *
   * @throws IllegalArgumentException if it is not that of a file of events
   */
  public static void require(String events) {
    if (!FILE.matcher(events).matches()) {
      throw new IllegalArgumentException("not the name of a file of archived events: " + events);
    }
  }
}
