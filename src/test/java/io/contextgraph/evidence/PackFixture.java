package io.contextgraph.evidence;

import io.contextgraph.event.ControlEvent;
import io.contextgraph.event.Event;
import io.contextgraph.event.EventFields;
import io.contextgraph.event.EventId;
import io.contextgraph.event.EventLine;
import io.contextgraph.event.FieldsFormat;
import io.contextgraph.event.RecordedEvent;
import io.contextgraph.event.Recording;
import io.contextgraph.event.Status;
import io.contextgraph.notary.CheckpointCheck;
import io.contextgraph.notary.Finding;
import io.contextgraph.notary.MemoryLedger;
import io.contextgraph.note.Cosignature;
import io.contextgraph.note.SignedNote;
import io.contextgraph.note.SigningKey;
import io.contextgraph.note.Trust;
import io.contextgraph.note.TrustedLog;
import io.contextgraph.note.VerifierKey;
import io.contextgraph.note.WitnessRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Packs made without a server, one event at a time. */
final class PackFixture {
  static final Question OF_S1 = new Question("s1", null, null, null, null);
  static final Clock CLOCK = Clock.fixed(MemoryLedger.RECORDED_AT, ZoneOffset.UTC);

  private static final Instant SEEN = Instant.parse("2026-11-02T10:00:00Z");

  private final SigningKey witness =
      SigningKey.generate("w/1", VerifierKey.COSIGNATURE, new SecureRandom());
  private final MemoryLedger ledger = new MemoryLedger();
  private final List<RecordedEvent> events = new ArrayList<>();
  private final SignedNote older;

  private final boolean witnessed;

  private PackFixture(int size, boolean witnessed) {
    this.witnessed = witnessed;
    add(size / 2);
    older = cosigned();
    add(size);
  }

  /** A ledger of so many events, of three sessions in turn, and of every tenth a control event. */
  static PackFixture of(int size) {
    return new PackFixture(size, true);
  }

  /** The same, with no cosignature of a new key, so that it is always the same. */
  static PackFixture withoutWitness(int size) {
    return new PackFixture(size, false);
  }

  private SignedNote cosigned() {
    SignedNote note = ledger.checkpoint();
    return witnessed ? note.with(Cosignature.sign(witness, note.text(), SEEN)) : note;
  }

  private void add(int upTo) {
    for (int number = events.size() + 1; number <= upTo; number++) {
      Event event = number % 10 == 0 ? control(number) : event(number);
      byte[] sealed = number % 4 == 0 ? new byte[] {1, (byte) number, 3} : null;
      ledger.add(event, sealed);
      events.add(recorded(number, event, sealed));
    }
  }

  private static RecordedEvent recorded(int number, Event event, byte @Nullable [] sealed) {
    return new RecordedEvent(
        event.required(),
        event.optional(),
        event.content(),
        sealed,
        new Recording(
            number,
            MemoryLedger.RECORDED_AT,
            event.contentHash(),
            event.stream(),
            event.entryId()));
  }

  private static Event event(int number) {
    return EventFields.valid()
        .with("event_id", new UUID(7, Long.MIN_VALUE | number).toString())
        .with("session_id", "s" + number % 3)
        .with("payload", "{\"é\":\n" + number + "}")
        .with("model", "m\t" + number)
        .event("events", "1762074000000-" + number);
  }

  private static Event control(int number) {
    return new ControlEvent(
            "audit.discard", Status.COMPLETED, Optional.of("x"), new TreeMap<>(), new TreeMap<>())
        .toEvent(
            new ControlEvent.Actor("r", "u", Optional.empty()),
            EventId.of(new UUID(8, Long.MIN_VALUE | number)),
            SEEN.plusSeconds(number));
  }

  /** The pack of a question, with two dead letters. */
  Path write(Question question, Path file) throws IOException {
    try (PackDraft draft = PackDraft.in(file)) {
      SignedNote checkpoint = cosigned();
      draft.add(Member.README, Readme.bytes());
      draft.add(Member.CHECKPOINT, checkpoint.toBytes());
      draft.add(Member.OLDER_CHECKPOINT, older.toBytes());
      draft.add(Member.CONSISTENCY, growth(checkpoint).toBytes());
      Span asked =
          add(
              draft,
              Member.EVENTS,
              Member.PROOFS,
              events.stream().filter(it -> meets(question, it)).toList());
      Span control =
          add(
              draft,
              Member.CONTROL_EVENTS,
              Member.CONTROL_PROOFS,
              events.stream()
                  .filter(it -> it.required().sessionId().equals(ControlEvent.SESSION))
                  .toList());
      LetterCounts letters = letters(draft, question);
      draft.finish(
          new Manifest(
              question,
              MemoryLedger.ORIGIN,
              events.size(),
              asked,
              control,
              letters,
              draft.digests()),
          file);
    }
    return file;
  }

  private static boolean meets(Question question, RecordedEvent event) {
    return (question.session() == null || question.session().equals(event.required().sessionId()))
        && (question.from() == null || !event.required().occurredAt().isBefore(question.from()));
  }

  private WitnessRequest growth(SignedNote checkpoint) {
    int old = events.size() / 2;
    return new WitnessRequest(old, ledger.growth(old), checkpoint);
  }

  private Span add(PackDraft draft, Member lines, Member proofs, List<RecordedEvent> of)
      throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    ByteArrayOutputStream heads = new ByteArrayOutputStream();
    Span span = Span.EMPTY;
    for (RecordedEvent event : of) {
      long position = event.recording().globalPosition();
      text.writeBytes((EventLine.of(event) + "\n").getBytes(StandardCharsets.UTF_8));
      heads.writeBytes(ledger.proof((int) position).head());
      heads.write('\n');
      span = span.plus(position);
    }
    draft.add(lines, text.toByteArray());
    draft.add(proofs, heads.toByteArray());
    return span;
  }

  private static LetterCounts letters(PackDraft draft, Question question) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    LetterCounts counts = new LetterCounts(MemoryLedger.RECORDED_AT, new TreeMap<>());
    TreeMap<String, Long> reasons = new TreeMap<>();
    for (int id : new TreeSet<>(List.of(3, 8))) {
      Letter letter = letter(id, question);
      text.writeBytes(letter.toLine());
      text.write('\n');
      reasons.merge(letter.reason(), 1L, Long::sum);
    }
    draft.add(Member.DEAD_LETTERS, text.toByteArray());
    return new LetterCounts(counts.seenUntil(), reasons);
  }

  static Letter letter(int id, Question question) {
    byte[] fields = FieldsFormat.write(EventFields.valid().with("model", "m" + id).list());
    return new Letter(
        id,
        MemoryLedger.RECORDED_AT.minusSeconds(100 - id),
        id == 3 ? "INVALID_UUID" : "TOO_DEEP",
        fields.length,
        Digests.sha256(fields),
        question.showsLetters() ? new Letter.Entry("events", "1-" + id, fields) : null);
  }

  SignedNote older() {
    return older;
  }

  SignedNote checkpoint() {
    return cosigned();
  }

  PackCheck check() {
    return new PackCheck(
        new CheckpointCheck(
            new Trust(
                MemoryLedger.ORIGIN,
                List.of(new TrustedLog(MemoryLedger.KEY.verifierKey(), OptionalLong.empty())),
                witnessed ? List.of(witness.verifierKey()) : List.of(),
                witnessed ? 1 : 0)),
        CLOCK);
  }

  /** What the check prints. */
  String text(Path pack, Optional<SignedNote> kept) throws IOException {
    List<Finding> findings = check().check(pack, kept);
    return String.join("\n", findings.stream().map(Finding::toString).toList());
  }

  /** Whether the check finds nothing wrong. */
  boolean holds(Path pack) throws IOException {
    try {
      return Finding.hold(check().check(pack, Optional.empty()));
    } catch (MalformedPackException e) {
      return false;
    }
  }
}
