package io.contextgraph.archive;

import io.contextgraph.event.EventId;
import io.contextgraph.event.MalformedLineException;
import io.contextgraph.event.Micros;
import io.contextgraph.event.PresentedEvent;
import io.contextgraph.event.RecordedEvent;
import io.contextgraph.event.Recording;
import io.contextgraph.server.FailureText;
import io.contextgraph.tree.Hash;
import io.contextgraph.tree.Leaf;
import io.contextgraph.tree.LeafDigest;
import io.contextgraph.tree.Sha256;
import java.time.Clock;
import java.util.Arrays;

/**
 * An event that was read from an archive, with the hash of its leaf. Its content hash is that of
 * its fields, and its line is the one form of it.
 */
public record ArchivedEvent(RecordedEvent event, Hash leaf) {
  /** Reads events; keeps what hashing needs. Not thread-safe. */
  public static final class Parser {
    private final Clock clock;
    private final Sha256 sha256 = new Sha256();
    private final LeafDigest digest = new LeafDigest();

    /**
     * @param clock not used to judge events
     */
    public Parser(Clock clock) {
      this.clock = clock;
    }

    /**
     * Reads an event.
     *
     * @throws ArchiveException if the line is not the one form of an event with its content hash
     */
    public ArchivedEvent parse(ArchivedLine line) throws ArchiveException {
      try {
        PresentedEvent presented = PresentedEvent.parse(line.bytes(), clock);
        Recording recording = presented.recording();
        if (recording == null || !presented.isWrittenAs(line.bytes())) {
          throw wrong(line, "is not in the form of a recorded event");
        }
        if (!Arrays.equals(recording.contentHash(), presented.contentHash())) {
          throw wrong(line, "has a content hash that is not that of its fields");
        }
        return new ArchivedEvent(
            presented.recorded(recording), leaf(presented, recording).hash(sha256));
      } catch (MalformedLineException e) {
        throw new ArchiveException(
            "the archived event at position " + line.position() + ": " + FailureText.of(e), e);
      }
    }

    private Leaf leaf(PresentedEvent event, Recording recording) {
      EventId id = event.eventId();
      Hash content =
          digest.of(
              id.high(),
              id.low(),
              recording.contentHash(),
              event.personalDataSealed(),
              recording.stream(),
              recording.entryId());
      return new Leaf(recording.globalPosition(), Micros.of(recording.recordedAt()), content);
    }

    private static ArchiveException wrong(ArchivedLine line, String what) {
      return new ArchiveException("the archived event at position " + line.position() + " " + what);
    }
  }

  public long position() {
    return event.recording().globalPosition();
  }
}
