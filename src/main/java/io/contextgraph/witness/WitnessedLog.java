package io.contextgraph.witness;

import io.contextgraph.note.Cosignature;
import io.contextgraph.note.NoteSignature;
import io.contextgraph.note.SignedNote;
import io.contextgraph.note.SigningKey;
import io.contextgraph.note.VerifierKey;
import io.contextgraph.note.WitnessRequest;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A witness of one log. Thread-safe: it handles one request at a time. */
final class WitnessedLog {
  private final LogState state;
  private final WitnessDecision decision;
  private final List<VerifierKey> logKeys;
  private final List<SigningKey> witnessKeys;
  private final InstantSource clock;
  private final Consumer<String> notices;

  /**
   * @param logKeys all with the log's origin as their name
   * @param witnessKeys for cosignatures; each of them cosigns
   * @param notices receives a line when the log forks
   */
  WitnessedLog(
      LogState state,
      List<VerifierKey> logKeys,
      List<SigningKey> witnessKeys,
      InstantSource clock,
      Consumer<String> notices) {
    this.state = state;
    this.decision = new WitnessDecision(logKeys);
    this.logKeys = List.copyOf(logKeys);
    this.witnessKeys = List.copyOf(witnessKeys);
    this.clock = clock;
    this.notices = notices;
  }

  /**
   * Answers a request for this log. What the answer says is on the disk.
   *
   * @throws IOException if the state cannot be read or written; nothing was cosigned
   */
  synchronized Reply answer(WitnessRequest request) throws IOException {
    Verdict verdict = decision.on(request, state.known());
    if (verdict instanceof Verdict.Fork fork) {
      state.keepFork(request.checkpoint());
      notices.accept(
          "FORK: "
              + request.head().origin()
              + " signed two checkpoints of size "
              + request.head().size()
              + " with different roots; both are kept in "
              + state.folder()
              + ", and nothing is cosigned for this log again");
      return Reply.of(fork.answer());
    }
    if (verdict instanceof Verdict.Refusal refusal) {
      return Reply.of(refusal);
    }
    return cosign(request.checkpoint());
  }

  private Reply cosign(SignedNote checkpoint) throws IOException {
    List<NoteSignature> cosignatures =
        witnessKeys.stream()
            .map(key -> Cosignature.sign(key, checkpoint.text(), clock.instant()))
            .toList();
    SignedNote stored = new SignedNote(checkpoint.text(), signaturesOfLog(checkpoint));
    for (NoteSignature cosignature : cosignatures) {
      stored = stored.with(cosignature);
    }
    state.store(stored);
    return Reply.of(cosignatures);
  }

  private List<NoteSignature> signaturesOfLog(SignedNote checkpoint) {
    return logKeys.stream().flatMap(key -> checkpoint.signaturesOf(key).stream()).toList();
  }

  /** The checkpoint that was cosigned last. */
  synchronized Optional<SignedNote> last() throws IOException {
    return state.last();
  }
}
