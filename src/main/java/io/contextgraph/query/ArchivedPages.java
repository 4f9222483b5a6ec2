package io.contextgraph.query;

import io.contextgraph.archive.ArchiveException;
import io.contextgraph.archive.ArchiveFolder;
import io.contextgraph.archive.ArchivedEvent;
import io.contextgraph.archive.ArchivedLine;
import io.contextgraph.archive.ArchivedMonth;
import io.contextgraph.archive.ArchivedSeries;
import io.contextgraph.archive.Archives;
import io.contextgraph.archive.RecordedArchives;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events of a query from the ledger and from the files of archived months, in one order
 * of positions. Files are read from their beginnings, once if the pages follow each other. A file
 * that is missing or changed ends the reading with an {@link UncheckedIOException}. Not
 * thread-safe.
 */
public final class ArchivedPages implements PageReader, Closeable {
  private static final int PAGE_CHARACTERS = 4 << 20;

  private final PageReader ledger;
  private final ArchiveFolder folder;
  private final RecordedArchives recorded;
  private final List<Archives.Entry> archives;
  private final ArchivedEvent.Parser parser;
  private @Nullable ArchivedSeries series;
  private @Nullable PageQuery query;
  private final Deque<ArchivedLine> ahead = new ArrayDeque<>();
  private long passed;

  /**
   * @param ledger reads what the ledger has
   * @param recorded reads the archives of the ledger, now and again when all pages are read
   * @param clock not used to judge events
   */
  public ArchivedPages(
      PageReader ledger, ArchiveFolder folder, RecordedArchives recorded, Clock clock)
      throws SQLException {
    this.ledger = ledger;
    this.folder = folder;
    this.recorded = recorded;
    this.archives = recorded.read().inForce();
    this.parser = new ArchivedEvent.Parser(clock);
  }

  @Override
  public EventPages.Page read(PageQuery wanted, long after, int limit, Consumer<String> lines)
      throws SQLException {
    TreeMap<Long, String> merged = new TreeMap<>();
    EventPages.Page page = ledger.read(wanted, after, limit, line -> add(line, merged));
    TreeMap<Long, ArchivedLine> archived = new TreeMap<>();
    long end;
    try {
      start(wanted, after);
      end = readArchived(wanted, page.position(), limit, archived, merged);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    archived.forEach((position, line) -> merged.put(position, text(line)));
    List<Long> positions = merged.headMap(end, true).keySet().stream().limit(limit).toList();
    boolean cut = positions.size() < merged.headMap(end, true).size();
    long last = cut ? positions.get(limit - 1) : end;
    keep(archived.tailMap(last, false).values());
    positions.forEach(position -> lines.accept(merged.get(position)));
    return new EventPages.Page(
        last, positions.size(), page.atEnd() && !cut && end == page.position());
  }

  private static String text(ArchivedLine line) {
    return new String(line.bytes(), StandardCharsets.UTF_8);
  }

  /** Keeps events for the next page, before those that are kept already. */
  private void keep(Collection<ArchivedLine> lines) {
    List<ArchivedLine> kept = new ArrayList<>(lines);
    for (int i = kept.size() - 1; i >= 0; i--) {
      ahead.addFirst(kept.get(i));
    }
  }

  private static void add(String line, TreeMap<Long, String> merged) {
    merged.put(ArchivedLine.of(line.getBytes(StandardCharsets.UTF_8)).position(), line);
  }

  /** Opens the files again unless this page follows the one before. */
  private void start(PageQuery wanted, long after) throws IOException {
    if (series != null && wanted.equals(query) && after >= passed) {
      passed = after;
      return;
    }
    close();
    List<Archives.Entry> entries =
        archives.stream()
            .filter(entry -> entry.month().positions().last() > after)
            .filter(entry -> canMatch(wanted, entry.month()))
            .toList();
    series = new ArchivedSeries(folder, entries, ArchivedPages::fail);
    query = wanted;
    ahead.clear();
    passed = after;
  }

  /** Rows of a month that is archived while pages are read may be in none of them. */
  @Override
  public void requireComplete(PageQuery wanted) throws IOException, SQLException {
    for (Archives.Entry entry : recorded.read().inForce()) {
      if (!archives.contains(entry) && canMatch(wanted, entry.month())) {
        throw new ArchiveException(
            entry.month().partition() + " was archived meanwhile: run the command again");
      }
    }
  }

  private static boolean canMatch(PageQuery wanted, ArchivedMonth month) {
    return wanted.canMatchWithin(month.lower(), month.upper());
  }

  private static void fail(ArchiveException e) {
    throw new UncheckedIOException(e);
  }

  /**
   * Reads the archived events up to a position, at most as many as fit.
   *
   * @param present has the events of the ledger, which are not read from files
   * @return the position up to which all are read
   */
  private long readArchived(
      PageQuery wanted,
      long upTo,
      int limit,
      TreeMap<Long, ArchivedLine> archived,
      Map<Long, String> present)
      throws IOException {
    long characters = 0;
    ArchivedLine line = next(upTo);
    while (line != null) {
      if (line.position() > passed
          && !present.containsKey(line.position())
          && wanted.matches(parser.parse(line).event())) {
        if (archived.size() == limit || characters > PAGE_CHARACTERS) {
          ahead.addFirst(line);
          return line.position() - 1;
        }
        characters += line.bytes().length;
        archived.put(line.position(), line);
      }
      line = next(upTo);
    }
    return upTo;
  }

  private @Nullable ArchivedLine next(long upTo) throws IOException {
    ArchivedLine kept = ahead.peek();
    if (kept != null) {
      return kept.position() <= upTo ? ahead.remove() : null;
    }
    ArchivedSeries open = series;
    return open == null ? null : open.next(upTo);
  }

  @Override
  public void close() throws IOException {
    ArchivedSeries open = series;
    series = null;
    if (open != null) {
      open.close();
    }
  }
}
