package io.contextgraph.evidence;

import io.contextgraph.event.PresentedEvent;
import io.contextgraph.event.Recording;
import io.contextgraph.notary.CheckpointTree;
import io.contextgraph.notary.Finding;
import io.contextgraph.notary.GrowthCheck;
import io.contextgraph.note.Checkpoint;
import io.contextgraph.note.SignedNote;
import io.contextgraph.note.WitnessRequest;
import io.contextgraph.query.ControlQuery;
import io.contextgraph.query.EventPages;
import io.contextgraph.query.EventQuery;
import io.contextgraph.query.PageQuery;
import io.contextgraph.query.PageReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes packs. The same request gives the same bytes, whatever was recorded since, as long as the
 * same version of this program and of zlib makes them.
 *
 * @param ledger with auto-commit on
 * @param pages reads events, from archives too
 * @param clock not used to judge events
 * @param notices receives a sentence about what was left out
 */
public record PackMaker(
    Connection ledger, PageReader pages, Clock clock, Consumer<String> notices) {
  private static final int PAGE = 1_000;
  private static final EventQuery ALL = new EventQuery(null, null, null, null, null);

  /** Makes packs of what the ledger has. */
  public PackMaker(Connection ledger, Clock clock, Consumer<String> notices) {
    this(ledger, new EventPages(ledger)::read, clock, notices);
  }

  /**
   * What a pack is made of.
   *
   * @param checkpoint signed for the ledger
   * @param older a checkpoint that the auditor brings
   */
  public record Request(Question question, SignedNote checkpoint, Optional<SignedNote> older) {}

  /**
   * Writes a pack, as a whole or not at all.
   *
   * @param file replaced if it exists; its folder must exist
   * @throws io.contextgraph.notary.TreeMismatchException if the ledger does not have the tree of
   *     the checkpoint
   * @throws RefutedException if the check of the pack would fail
   * @throws io.contextgraph.archive.ArchiveException if months of the question were archived
   *     meanwhile
   * @throws IllegalArgumentException if it would be too large
   */
  public Manifest make(Request request, Path file) throws IOException, SQLException {
    CheckpointTree tree = CheckpointTree.open(ledger, request.checkpoint());
    Optional<WitnessRequest> growth = growth(request, tree);
    try (PackDraft draft = PackDraft.in(file)) {
      draft.add(Member.README, Readme.bytes());
      draft.add(Member.CHECKPOINT, request.checkpoint().toBytes());
      if (growth.isPresent()) {
        draft.add(Member.OLDER_CHECKPOINT, request.older().orElseThrow().toBytes());
        draft.add(Member.CONSISTENCY, growth.get().toBytes());
      }
      Span events = series(request.question().toQuery(), tree, draft, Member.EVENTS, Member.PROOFS);
      Span control =
          series(
              new ControlQuery(null, null, null),
              tree,
              draft,
              Member.CONTROL_EVENTS,
              Member.CONTROL_PROOFS);
      LetterCounts letters = letters(request.question(), tree.checkpoint(), draft);
      Manifest manifest =
          new Manifest(
              request.question(),
              tree.checkpoint().origin(),
              tree.checkpoint().size(),
              events,
              control,
              letters,
              draft.digests());
      pages.requireComplete(request.question().toQuery());
      draft.finish(manifest, file);
      return manifest;
    }
  }

  private static Optional<WitnessRequest> growth(Request request, CheckpointTree tree)
      throws SQLException {
    if (request.older().isEmpty()) {
      return Optional.empty();
    }
    SignedNote older = request.older().get();
    Checkpoint old = Checkpoint.parse(older.text());
    if (old.size() > tree.checkpoint().size()) {
      throw new IllegalArgumentException(
          "the older checkpoint has %d positions, more than the other with %d"
              .formatted(old.size(), tree.checkpoint().size()));
    }
    WitnessRequest growth =
        new WitnessRequest(old.size(), tree.consistency(old.size()), request.checkpoint());
    Finding grown =
        new GrowthCheck(Optional.empty()).check(older, request.checkpoint(), growth.proof()).get(0);
    if (!Finding.hold(List.of(grown))) {
      throw new RefutedException(grown.sentence());
    }
    return Optional.of(growth);
  }

  private Span series(
      PageQuery query, CheckpointTree tree, PackDraft draft, Member lines, Member proofs)
      throws IOException, SQLException {
    long size = tree.checkpoint().size();
    Span span = Span.EMPTY;
    try (MemberFile events = draft.open(lines);
        MemberFile heads = draft.open(proofs)) {
      EventSeries series = new EventSeries(tree, clock, events, heads);
      long after = 0;
      boolean atEnd = false;
      while (!atEnd && after < size) {
        List<String> page = new ArrayList<>();
        EventPages.Page read = pages.read(query, after, PAGE, page::add);
        span = series.write(page, span);
        after = read.position();
        atEnd = read.atEnd();
      }
      draft.add(events.end());
      draft.add(heads.end());
    }
    if (lines == Member.EVENTS && pages.read(query, size, 1, line -> {}).rows() > 0) {
      notices.accept(
          "Later events of the question are left out: the checkpoint ends at position " + size);
    }
    return span;
  }

  private LetterCounts letters(Question question, Checkpoint checkpoint, PackDraft draft)
      throws IOException, SQLException {
    Instant until = recordedAt(checkpoint.size());
    SortedMap<String, Long> reasons = new TreeMap<>();
    try (MemberFile lines = draft.open(Member.DEAD_LETTERS)) {
      if (until != null) {
        Letters letters = new Letters(ledger, question, until);
        Letters.Page page;
        long after = 0;
        do {
          page = letters.after(after);
          for (Letter letter : page.letters()) {
            lines.write(letter.toLine());
            lines.write('\n');
            reasons.merge(letter.reason(), 1L, Long::sum);
          }
          after = page.last();
        } while (!page.atEnd());
      }
      draft.add(lines.end());
    }
    return new LetterCounts(until, reasons);
  }

  /** When the event at a position was recorded; null of position 0. */
  private @Nullable Instant recordedAt(long position) throws SQLException {
    List<String> lines = new ArrayList<>();
    if (position > 0) {
      pages.read(ALL, position - 1, 1, lines::add);
    }
    if (lines.isEmpty()) {
      return null;
    }
    byte[] line = lines.get(0).getBytes(StandardCharsets.UTF_8);
    Recording recording = PresentedEvent.parse(line, clock).recording();
    if (recording == null || recording.globalPosition() != position) {
      throw new IllegalArgumentException(
          "the ledger has no row at position "
              + position
              + ", where the checkpoint ends: --archive names the folder of archived months");
    }
    return recording.recordedAt();
  }
}
