package io.contextgraph.evidence;

import io.contextgraph.notary.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the parts of a pack show, in words.
 *
 * @param genuine whether a trusted key signed the checkpoint
 */
record Findings(Manifest manifest, boolean genuine) {
  private static final String IF_GENUINE = "the checkpoint were genuine";

  /** What no pack shows. */
  static final List<Finding> OPEN =
      List.of(
          Finding.notProven(
              "that the events are true, that they are all there was to record, and that"
                  + " recorded_at, which is the ledger's own clock, is right"));

  List<Finding> ofEvents(SeriesCheck.Result events) {
    List<Finding> findings = of(Member.EVENTS, events, manifest.events());
    if (events.wrong().isPresent()) {
      return findings;
    }
    String question = manifest.question().inWords();
    if (events.span().count() > 0) {
      findings.add(
          Finding.proven("each of them meets the question: " + question)
              .onlyIf(genuine, IF_GENUINE));
      findings.addAll(completeness(events.span()));
    }
    findings.add(Finding.notProven("that this is the question that you asked: " + question));
    return findings;
  }

  List<Finding> ofControlEvents(SeriesCheck.Result events) {
    List<Finding> findings = of(Member.CONTROL_EVENTS, events, manifest.controlEvents());
    if (events.wrong().isEmpty() && events.span().count() > 0) {
      findings.add(
          Finding.notProven("that these are all control events up to the checkpoint's position"));
    }
    return findings;
  }

  private List<Finding> of(Member member, SeriesCheck.Result events, Span expected) {
    List<Finding> findings = new ArrayList<>();
    if (events.wrong().isPresent()) {
      findings.add(events.wrong().get());
      return findings;
    }
    Span span = events.span();
    if (!span.equals(expected)) {
      findings.add(Finding.wrong(member.fileName() + " has other events than the manifest counts"));
    }
    findings.add(
        span.count() == 0
            ? Finding.notProven(
                "that the ledger has no such event: %s has none".formatted(member.fileName()))
            : Finding.proven(
                    "the events in %s, %d from position %d to %d, are recorded as they stand there, each once and in the order of their positions"
                        .formatted(member.fileName(), span.count(), span.first(), span.last()))
                .onlyIf(genuine, IF_GENUINE));
    if (events.withoutSealed() > 0) {
      findings.add(
          Finding.notProven(
              "the sealed personal data of %d of the events in %s: the pack does not have them"
                  .formatted(events.withoutSealed(), member.fileName())));
    }
    return findings;
  }

  private List<Finding> completeness(Span span) {
    if (!span.isContiguous()) {
      return List.of(
          Finding.notProven(
              "that these are all recorded events of the question: a proof shows that an event is"
                  + " recorded, not that no other is"));
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(
        Finding.proven(
                "no event is left out between positions %d and %d: the pack has every position"
                    .formatted(span.first(), span.last()))
            .onlyIf(genuine, IF_GENUINE));
    if (span.first() > 1 || span.last() < manifest.treeSize()) {
      findings.add(
          Finding.notProven(
              "that no other recorded event, before or after them, belongs to the question"));
    }
    return findings;
  }

  List<Finding> ofLetters(Optional<Finding> wrong) {
    return List.of(
        wrong.orElseGet(
            () ->
                Finding.notProven(
                    "the dead letters, of which the pack has %d: no tree covers them, so they can be changed, removed or invented"
                        .formatted(manifest.deadLetters().count()))));
  }

  List<Finding> ofReadme(boolean known) {
    return known
        ? List.of()
        : List.of(
            Finding.notProven(
                "what README.txt says: it is not the text that this version of the program writes"));
  }
}
