package io.contextgraph.evidence;

import io.contextgraph.event.ControlEvent;
import io.contextgraph.event.Event;
import io.contextgraph.notary.CheckpointCheck;
import io.contextgraph.notary.Finding;
import io.contextgraph.note.Checkpoint;
import io.contextgraph.note.MalformedNoteException;
import io.contextgraph.note.SignedNote;
import io.contextgraph.note.WitnessRequest;
import io.contextgraph.server.FailureText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Checks a pack without a server. Its file is not trusted in anything.
 *
 * @param signatures checks who signed the checkpoints
 * @param clock not used to judge events
 */
public record PackCheck(CheckpointCheck signatures, Clock clock) {
  /**
   * What a pack shows, and what it does not.
   *
   * @param kept an older checkpoint that the auditor kept; if empty, that of the pack counts
   * @throws MalformedPackException if the file is not a pack
   */
  public List<Finding> check(Path file, Optional<SignedNote> kept) throws IOException {
    try (Pack pack = Pack.open(file)) {
      Manifest manifest = ManifestJson.read(pack.bytes(Member.MANIFEST));
      List<Finding> findings = new ArrayList<>(new FileDigests(pack, manifest).check());
      if (!findings.isEmpty() && !hasMembers(pack)) {
        return findings;
      }
      try {
        SignedNote note = SignedNote.parse(pack.bytes(Member.CHECKPOINT));
        findings.addAll(check(pack, manifest, note, kept));
      } catch (MalformedNoteException e) {
        findings.add(Finding.wrong("a checkpoint of the pack is malformed: " + FailureText.of(e)));
      }
      return findings;
    }
  }

  private static boolean hasMembers(Pack pack) {
    return Arrays.stream(Member.values())
        .allMatch(member -> !member.isRequired() || pack.entry(member).isPresent());
  }

  private List<Finding> check(
      Pack pack, Manifest manifest, SignedNote note, Optional<SignedNote> kept) throws IOException {
    Checkpoint checkpoint = Checkpoint.parse(note.text());
    List<Finding> findings = new ArrayList<>();
    if (!checkpoint.origin().equals(manifest.origin())
        || checkpoint.size() != manifest.treeSize()) {
      findings.add(Finding.wrong("the manifest is about another checkpoint than the pack's"));
    }
    findings.addAll(new GrowthPart(signatures, note, older(pack)).check(kept));
    Question question = manifest.question();
    Findings all = new Findings(manifest, signatures.isGenuine(note));
    findings.addAll(
        all.ofEvents(series(pack, note, question::isMetBy, Member.EVENTS, Member.PROOFS)));
    findings.addAll(
        all.ofControlEvents(
            series(pack, note, ControlEvent::isOne, Member.CONTROL_EVENTS, Member.CONTROL_PROOFS)));
    try (InputStream in = pack.open(pack.required(Member.DEAD_LETTERS))) {
      findings.addAll(all.ofLetters(new LetterCheck(question, manifest.deadLetters()).check(in)));
    }
    findings.addAll(all.ofReadme(Arrays.equals(pack.bytes(Member.README), Readme.bytes())));
    findings.addAll(Findings.OPEN);
    return findings;
  }

  private static Optional<GrowthPart.Older> older(Pack pack) throws IOException {
    if (pack.entry(Member.OLDER_CHECKPOINT).isEmpty() || pack.entry(Member.CONSISTENCY).isEmpty()) {
      return Optional.empty();
    }
    SignedNote note = SignedNote.parse(pack.bytes(Member.OLDER_CHECKPOINT));
    Checkpoint.parse(note.text());
    return Optional.of(
        new GrowthPart.Older(note, WitnessRequest.parse(pack.bytes(Member.CONSISTENCY))));
  }

  private SeriesCheck.Result series(
      Pack pack, SignedNote note, Predicate<Event> belongs, Member lines, Member blocks)
      throws IOException {
    try (InputStream events = pack.open(pack.required(lines));
        InputStream proofs = pack.open(pack.required(blocks))) {
      return new SeriesCheck(note, belongs, clock).check(lines, events, blocks, proofs);
    }
  }
}
