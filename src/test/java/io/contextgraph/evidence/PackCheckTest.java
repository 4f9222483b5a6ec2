package io.contextgraph.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.notary.MemoryLedger;
import io.contextgraph.note.Checkpoint;
import io.contextgraph.note.SignedNote;
import io.contextgraph.tree.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackCheckTest {
  private static final Question ALL =
      new Question(null, null, null, Instant.parse("2020-01-01T00:00:00Z"), null);

  private final PackFixture fixture = PackFixture.of(300);
  @TempDir private Path folder;

  private Path pack(Question question) throws IOException {
    return fixture.write(question, folder.resolve("pack.zip"));
  }

  /** What the check of a pack prints of which a member was changed, its digest included. */
  private String changed(Question question, Member member, UnaryOperator<String> change)
      throws IOException {
    Map<String, byte[]> members = Packs.read(pack(question));
    String text = new String(members.get(member.fileName()), StandardCharsets.UTF_8);
    String changed = change.apply(text);
    assertThat(changed).isNotEqualTo(text);
    members.put(member.fileName(), changed.getBytes(StandardCharsets.UTF_8));
    Path file = folder.resolve("changed.zip");
    Packs.write(members, file);
    return fixture.text(file, Optional.empty());
  }

  private String changed(Member member, UnaryOperator<String> change) throws IOException {
    return changed(PackFixture.OF_S1, member, change);
  }

  private static UnaryOperator<String> lines(UnaryOperator<List<String>> change) {
    return text ->
        String.join("\n", change.apply(new ArrayList<>(List.of(text.split("\n"))))) + "\n";
  }

  @Test
  void aPackShowsThatItsEventsAreRecordedAndNotThatTheyAreAll() throws IOException {
    assertThat(fixture.text(pack(PackFixture.OF_S1), Optional.empty()))
        .contains("proven:     the ledger with positions 1 to 300 continues that with positions 1")
        .contains("proven:     the events in events.jsonl, 90 from position 1 to 298, are recorded")
        .contains("proven:     the events in control-events.jsonl, 30 from position 10 to 300, are")
        .contains("proven:     each of them meets the question: session \"s1\"\n")
        .contains("not proven: that this is the question that you asked: session \"s1\"\n")
        .contains("not proven: that these are all recorded events of the question")
        .contains("not proven: the dead letters, of which the pack has 2")
        .contains("not proven: that the ledger continues a checkpoint of yours")
        .doesNotContain("wrong:");
  }

  @Test
  void aPackWithEveryPositionIsComplete() throws IOException {
    assertThat(fixture.text(pack(ALL), Optional.empty()))
        .contains("proven:     no event is left out between positions 1 and 300")
        .doesNotContain("wrong:", "that these are all recorded events", "before or after them");
  }

  @Test
  void aPackWithoutEventsShowsNothingOfThem() throws IOException {
    Question none = new Question("none", null, null, null, null);
    assertThat(fixture.text(pack(none), Optional.empty()))
        .contains("wrong:      line 1 of dead-letters.jsonl: the letter does not name")
        .contains("not proven: that the ledger has no such event: events.jsonl has none")
        .contains("not proven: that this is the question that you asked: session \"none\"\n")
        .doesNotContain("meets the question");
  }

  @Test
  void anEventThatWasEditedIsNamedByItsLineAndPosition() throws IOException {
    assertThat(
            changed(Member.EVENTS, it -> it.replace("\"model\":\"m\\t7\"", "\"model\":\"m\\t8\"")))
        .contains(
            "wrong:      line 3 of events.jsonl, position 7: the content of the event is not what was"
                + " recorded");
  }

  @Test
  void sealedDataThatWereChangedAreWrongAndLackingOnesAreNotProven() throws IOException {
    assertThat(changed(Member.EVENTS, it -> it.replace("\"AQQD\"", "\"AQQE\"")))
        .contains(
            "line 2 of events.jsonl, position 4: the sealed personal data of the event are not");
    assertThat(changed(Member.EVENTS, it -> it.replace("\"personal_data_sealed\":\"AQQD\",", "")))
        .contains("not proven: the sealed personal data of 1 of the events in events.jsonl")
        .doesNotContain("wrong:");
  }

  @Test
  void anOtherFormOfTheSameEventIsWrong() throws IOException {
    assertThat(
            changed(
                Member.EVENTS,
                it -> it.replaceFirst("\"schema_version\":1", "\"schema_version\": 1")))
        .contains("wrong:      line 1 of events.jsonl: the line is not the one form");
  }

  @Test
  void eventsThatAreMissingRepeatedOrInAnotherOrderAreWrong() throws IOException {
    assertThat(changed(Member.EVENTS, lines(it -> it.subList(0, it.size() - 1))))
        .contains("wrong:      block 90 of proofs.txt: a proof without an event");
    assertThat(changed(Member.PROOFS, it -> it.substring(0, it.lastIndexOf("c2sp.org"))))
        .contains("wrong:      line 90 of events.jsonl, position 298: the event has no proof");
    assertThat(
            changed(
                Member.EVENTS,
                lines(
                    it -> {
                      Collections.swap(it, 3, 4);
                      return it;
                    })))
        .contains("wrong:      line 4 of events.jsonl, position 16: the proof is about event");
    assertThat(
            changed(
                Member.EVENTS,
                lines(
                    it -> {
                      it.add(1, it.get(0));
                      return it;
                    })))
        .contains("line 2 of events.jsonl, position 1: it does not come after position 1");
  }

  @Test
  void anEventOfAnotherQuestionIsWrong() throws IOException {
    Map<String, byte[]> members = Packs.read(pack(PackFixture.OF_S1));
    String manifest = new String(members.get("manifest.json"), StandardCharsets.UTF_8);
    members.put(
        "manifest.json",
        manifest
            .replace("{\"session\":\"s1\"}", "{\"session\":\"s2\"}")
            .getBytes(StandardCharsets.UTF_8));
    Path file = folder.resolve("changed.zip");
    Packs.write(members, file);
    assertThat(fixture.text(file, Optional.empty()))
        .contains("wrong:      line 1 of events.jsonl, position 1: the event does not belong here");
  }

  @Test
  void aControlEventIsNoEventOfAStream() throws IOException {
    Map<String, byte[]> members = Packs.read(pack(PackFixture.OF_S1));
    members.put("control-events.jsonl", members.get("events.jsonl"));
    members.put("control-proofs.txt", members.get("proofs.txt"));
    Path file = folder.resolve("changed.zip");
    Packs.write(members, file);
    assertThat(fixture.text(file, Optional.empty()))
        .contains(
            "wrong:      line 1 of control-events.jsonl, position 1: the event does not belong");
  }

  @Test
  void theKeptCheckpointCountsInsteadOfThePacksOwn() throws IOException {
    Path pack = pack(PackFixture.OF_S1);
    assertThat(fixture.text(pack, Optional.of(fixture.older())))
        .contains("proven:     the ledger with positions 1 to 300 continues that with positions 1")
        .doesNotContain("wrong:", "a checkpoint of yours");
    assertThat(fixture.text(pack, Optional.of(fixture.checkpoint()))).doesNotContain("wrong:");
    assertThat(fixture.text(pack, Optional.of(signed(150))))
        .contains("wrong:      the proof does not show that the ledger with positions 1 to 300")
        .contains("wrong:      the checkpoints have the same size 150 and different roots");
    assertThat(fixture.text(pack, Optional.of(signed(140))))
        .contains("wrong:      the pack has no proof from a checkpoint of 140 positions");
  }

  /** A checkpoint of another history, signed by the same key. */
  private static SignedNote signed(long size) {
    Checkpoint other = new Checkpoint(MemoryLedger.ORIGIN, size, new Sha256().empty());
    return new SignedNote(other.text(), List.of()).signedBy(MemoryLedger.KEY);
  }

  @Test
  void withoutATrustedSignatureNothingIsProven() throws IOException {
    PackFixture other = PackFixture.of(300);
    Path pack = other.write(PackFixture.OF_S1, folder.resolve("pack.zip"));
    assertThat(fixture.text(pack, Optional.empty()))
        .contains("wrong:      split view and time not proven: 0 of 1 witnesses");
    assertThat(changed(Member.CHECKPOINT, it -> it.replace("— PeterNeumann ", "— Other ")))
        .contains("wrong:      no trusted key signed the checkpoint")
        .contains("(it would be, if the checkpoint were genuine)")
        .doesNotContain("\nproven:     the events", "\nproven:     each");
  }

  @Test
  void deadLettersMustBeThoseOfTheManifest() throws IOException {
    assertThat(changed(Member.DEAD_LETTERS, it -> it.replaceFirst("\"id\":3", "\"id\":9")))
        .contains(
            "wrong:      line 2 of dead-letters.jsonl: letter 8 does not come after letter 9");
    assertThat(
            changed(
                Member.DEAD_LETTERS, it -> it.replaceFirst("\"fields\":\"AQ", "\"fields\":\"AR")))
        .contains("wrong:      line 1 of dead-letters.jsonl: the letter's fields are not those");
    assertThat(changed(Member.DEAD_LETTERS, lines(it -> it.subList(0, 1))))
        .contains("wrong:      dead-letters.jsonl has other counts than the manifest");
    assertThat(
            changed(
                Member.DEAD_LETTERS, it -> it.replaceFirst("2026-11-02T08:58", "2026-11-03T08:58")))
        .contains("wrong:      line 1 of dead-letters.jsonl: the letter was not seen in the time");
    assertThat(
            changed(
                ALL,
                Member.DEAD_LETTERS,
                it ->
                    new String(
                            PackFixture.letter(3, PackFixture.OF_S1).toLine(),
                            StandardCharsets.UTF_8)
                        + it.substring(it.indexOf('\n'))))
        .contains("wrong:      line 1 of dead-letters.jsonl: the fields should not be here");
  }

  @Test
  void anotherReadmeIsSaidNotToBeThisProgramsOwn() throws IOException {
    assertThat(changed(Member.README, it -> it + "Trust me.\n"))
        .contains("not proven: what README.txt says")
        .doesNotContain("wrong:");
  }

  @Test
  void membersThatTheManifestDoesNotNameAreWrong() throws IOException {
    Map<String, byte[]> members = Packs.read(pack(PackFixture.OF_S1));
    members.remove("proofs.txt");
    Path file = folder.resolve("changed.zip");
    Packs.write(members, file);
    assertThat(fixture.text(file, Optional.empty()))
        .isEqualTo("wrong:      the member proofs.txt is missing");
    members = Packs.read(pack(PackFixture.OF_S1));
    members.remove("older-checkpoint");
    Packs.write(members, file);
    assertThat(fixture.text(file, Optional.empty()))
        .contains("wrong:      an older checkpoint needs its proof of consistency");
    members.remove("consistency");
    Packs.write(members, file);
    assertThat(fixture.text(file, Optional.empty()))
        .contains("not proven: that the ledger continues an earlier checkpoint: the pack has none")
        .doesNotContain("wrong:");
  }

  @Test
  void aQuestionInWordsHasEachConditionAndNoTextThatLooksLikeAnother() {
    Instant from = Instant.parse("2026-01-01T00:00:00Z");
    assertThat(new Question("s", "a", "t", from, from.plusSeconds(1)).inWords())
        .isEqualTo(
            "session \"s\", agent \"a\", trace \"t\", occurred at or after 2026-01-01T00:00:00Z,"
                + " occurred before 2026-01-01T00:00:01Z");
    assertThat(new Question("s\", agent \"a\n", null, null, null, null).inWords())
        .isEqualTo("session \"s\\\", agent \\\"a\\n\"");
  }

  @Test
  void aQuestionWithoutAConditionIsNone() {
    assertThatThrownBy(() -> new Question(null, null, null, null, null))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
