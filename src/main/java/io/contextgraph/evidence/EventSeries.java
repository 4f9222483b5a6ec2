package io.contextgraph.evidence;

import io.contextgraph.event.MalformedLineException;
import io.contextgraph.event.PresentedEvent;
import io.contextgraph.event.Recording;
import io.contextgraph.notary.CheckpointTree;
import io.contextgraph.notary.ProvenLeaf;
import io.contextgraph.note.TlogProof;
import io.contextgraph.server.FailureText;
import io.contextgraph.tree.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes events and their proofs. Each event is checked as the reader of the pack will: a row whose
 * content contradicts its hash gives no pack.
 *
 * @param clock not used to judge events
 */
record EventSeries(CheckpointTree tree, Clock clock, OutputStream lines, OutputStream proofs) {
  /** An event with its line. */
  private record Read(byte[] line, ProvenLeaf leaf) {
    long position() {
      return leaf.leaf().position();
    }
  }

  /**
   * Writes a page of events.
   *
   * @param page lines in the form of {@link io.contextgraph.event.EventLine}, in position order
   * @return what was written so far, this page included
   * @throws RefutedException if an event is not what the ledger's own hashes say
   */
  Span write(List<String> page, Span before) throws IOException, SQLException {
    Sha256 sha256 = new Sha256();
    List<Read> read = new ArrayList<>();
    for (String line : page) {
      Read event = read(line.getBytes(StandardCharsets.UTF_8), sha256);
      if (event.position() <= tree.checkpoint().size()) {
        read.add(event);
      }
    }
    tree.prefetch(read.stream().map(Read::position).toList());
    Span span = before;
    for (Read event : read) {
      write(event);
      span = span.plus(event.position());
    }
    return span;
  }

  private void write(Read event) throws IOException, SQLException {
    TlogProof proof = tree.proof(event.leaf());
    lines.write(event.line());
    lines.write('\n');
    proofs.write(proof.head());
    proofs.write('\n');
  }

  private Read read(byte[] line, Sha256 sha256) {
    PresentedEvent event = parse(line);
    Recording recording = event.recording();
    if (recording == null
        || !event.isWrittenAs(line)
        || !Arrays.equals(recording.contentHash(), event.contentHash())) {
      throw new RefutedException(
          "event %s is not what its content hash says: run \"context-graph ledger verify\""
              .formatted(event.eventId()));
    }
    return new Read(line, ProvenLeaf.of(event, sha256));
  }

  private PresentedEvent parse(byte[] line) {
    try {
      return PresentedEvent.parse(line, clock);
    } catch (MalformedLineException e) {
      throw new RefutedException(
          "an event of the ledger cannot be checked outside it: %s; its line begins with %s"
              .formatted(
                  FailureText.of(e),
                  new String(line, 0, Math.min(line.length, 55), StandardCharsets.UTF_8)));
    }
  }
}
