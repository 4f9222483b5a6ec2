package io.contextgraph.evidence;

import io.contextgraph.event.Event;
import io.contextgraph.event.MalformedLineException;
import io.contextgraph.event.PresentedEvent;
import io.contextgraph.event.Recording;
import io.contextgraph.notary.Finding;
import io.contextgraph.notary.ProofCheck;
import io.contextgraph.note.MalformedNoteException;
import io.contextgraph.note.SignedNote;
import io.contextgraph.note.TlogProof;
import io.contextgraph.producer.JsonLines;
import io.contextgraph.server.FailureText;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Checks events against their proofs, one after the other, up to the first that is wrong.
 *
 * @param checkpoint of all proofs; the caller checks who signed it
 * @param belongs whether an event should be among them
 * @param clock not used to judge events
 */
record SeriesCheck(SignedNote checkpoint, Predicate<Event> belongs, Clock clock) {
  /** A proof has at most as many bytes as a note. */
  private static final int MAX_PROOF = 1_000_000;

  /**
   * What was found.
   *
   * @param span the events up to the first that is wrong
   * @param withoutSealed how many of them lack the sealed personal data that were recorded
   * @param wrong the first thing that is wrong
   */
  record Result(Span span, long withoutSealed, Optional<Finding> wrong) {}

  /** Reads both members to their end, or to the first event that is wrong. */
  Result check(Member lines, InputStream events, Member blocks, InputStream proofs)
      throws IOException {
    RecordReader line = RecordReader.lines(lines.fileName(), events, JsonLines.MAX_BYTES);
    RecordReader block = RecordReader.blocks(blocks.fileName(), proofs, MAX_PROOF);
    Span span = Span.EMPTY;
    long withoutSealed = 0;
    while (true) {
      byte[] event = line.next();
      byte[] proof = block.next();
      if (event == null && proof == null) {
        return new Result(span, withoutSealed, Optional.empty());
      }
      One one = check(event, proof, span);
      if (one.wrong() != null) {
        String place = event == null ? block.place() : line.place();
        return new Result(
            span, withoutSealed, Optional.of(Finding.wrong(place + one.at() + ": " + one.wrong())));
      }
      span = span.plus(one.position());
      withoutSealed += one.withoutSealed() ? 1 : 0;
    }
  }

  /**
   * What one event and its proof show.
   *
   * @param position 0 if it is unknown
   * @param wrong null if nothing is
   */
  private record One(long position, boolean withoutSealed, @Nullable String wrong) {
    static One wrong(long position, String what) {
      return new One(position, false, what);
    }

    String at() {
      return position == 0 ? "" : ", position " + position;
    }
  }

  private One check(byte @Nullable [] line, byte @Nullable [] head, Span before) {
    if (line == null) {
      return One.wrong(0, "a proof without an event");
    }
    PresentedEvent event;
    try {
      event = PresentedEvent.parse(line, clock);
    } catch (MalformedLineException e) {
      return One.wrong(0, "the event is malformed: " + FailureText.of(e));
    }
    Recording recording = event.recording();
    if (recording == null || !event.isWrittenAs(line)) {
      return One.wrong(0, "the line is not the one form of a recorded event");
    }
    long position = recording.globalPosition();
    if (before.count() > 0 && position <= before.last()) {
      return One.wrong(position, "it does not come after position " + before.last());
    }
    if (!belongs.test(event.event())) {
      return One.wrong(position, "the event does not belong here: it does not meet the question");
    }
    return head == null
        ? One.wrong(position, "the event has no proof")
        : proven(position, event, head);
  }

  private One proven(long position, PresentedEvent event, byte[] head) {
    try {
      boolean complete = true;
      for (Finding finding : ProofCheck.ofGenuine(TlogProof.parse(head, checkpoint), event)) {
        if (finding.kind() == Finding.Kind.WRONG) {
          return One.wrong(position, finding.sentence());
        }
        complete &= finding.kind() == Finding.Kind.PROVEN;
      }
      return new One(position, !complete, null);
    } catch (MalformedNoteException e) {
      return One.wrong(position, "its proof is malformed: " + FailureText.of(e));
    }
  }
}
