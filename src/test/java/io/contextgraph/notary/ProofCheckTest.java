package io.contextgraph.notary;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.event.Event;
import io.contextgraph.event.EventLine;
import io.contextgraph.event.MalformedLineException;
import io.contextgraph.event.PresentedEvent;
import io.contextgraph.event.RecordedEvents;
import io.contextgraph.note.Cosignature;
import io.contextgraph.note.MalformedNoteException;
import io.contextgraph.note.SignedNote;
import io.contextgraph.note.SigningKey;
import io.contextgraph.note.TlogProof;
import io.contextgraph.note.Trust;
import io.contextgraph.note.TrustedLog;
import io.contextgraph.note.VerifierKey;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProofCheckTest {
  private static final Instant SEEN = Instant.parse("2026-11-26T20:00:00Z");

  private final MemoryLedger ledger = MemoryLedger.of(300, 1);
  private final TlogProof proof = ledger.proof(17);

  private static ProofCheck check(OptionalLong lastSize, List<VerifierKey> witnesses, int quorum) {
    TrustedLog log = new TrustedLog(MemoryLedger.KEY.verifierKey(), lastSize);
    return new ProofCheck(
        new CheckpointCheck(new Trust(MemoryLedger.ORIGIN, List.of(log), witnesses, quorum)));
  }

  private static ProofCheck check() {
    return check(OptionalLong.empty(), List.of(), 0);
  }

  private static PresentedEvent event(int seed, int number) {
    return presented(EventLine.of(RecordedEvents.at(number, MemoryLedger.event(seed, number))));
  }

  private static PresentedEvent presented(String line) {
    return PresentedEvent.parse(line.getBytes(StandardCharsets.UTF_8), Clock.systemUTC());
  }

  private static String text(List<Finding> findings) {
    return String.join("\n", findings.stream().map(Finding::toString).toList());
  }

  @Test
  void aProofShowsThePlaceAndTheContentOfAnEvent() {
    List<Finding> findings = check().check(proof, event(1, 17));
    assertThat(Finding.hold(findings)).isTrue();
    assertThat(text(findings))
        .contains("proven:     event 00000000-0000-0001-8000-000000000011 is at position 17 of")
        .contains("recorded at 2026-11-02T09:00:00.123456Z from entry 1762074000000-17 of stream")
        .contains("proven:     the content of the event")
        .contains("proven:     PeterNeumann signed the ledger with positions 1 to 300")
        .contains("not proven: split view and time not proven")
        .contains("not proven: that the event is true, that it is all");
  }

  @Test
  void ofAProofThatDoesNotSayWhatWasRecordedTheContentIsNotCompared() {
    TlogProof bare = new TlogProof(Optional.empty(), 16, proof.path(), proof.checkpoint());
    assertThat(text(check().check(bare, event(1, 17))))
        .contains("wrong:      the proof is not usable: the proof has no extra data")
        .contains("not proven: the content of the event: the proof does not say what was recorded")
        .doesNotContain("it was not given");
    assertThat(text(check().check(proof)))
        .contains("not proven: the content of the event: it was not given");
  }

  @Test
  void anotherEventOrAnotherContentIsWrong() {
    assertThat(text(check().check(proof, event(1, 18)))).contains("wrong:      the proof is about");
    Event changed = MemoryLedger.event(1, 17);
    String line = EventLine.of(RecordedEvents.at(17, changed)).replace("{\"n\":17}", "{\"n\":71}");
    assertThat(text(check().check(proof, presented(line))))
        .contains("wrong:      the content of the event is not what was recorded");
  }

  @Test
  void aPlaceInTheJsonThatIsNotTheRecordedIsWrong() {
    String line = EventLine.of(RecordedEvents.at(16, MemoryLedger.event(1, 17)));
    assertThat(text(check().check(proof, presented(line)))).contains("names another place");
  }

  @Test
  void everyMemberOfTheLedgerIsCompared() {
    String line = EventLine.of(RecordedEvents.at(17, MemoryLedger.event(1, 17)));
    String place = line.substring(line.indexOf("\"ledger\":"));
    for (String[] change :
        new String[][] {
          {"\"global_position\":17", "\"global_position\":18"},
          {".123456Z", ".123457Z"},
          {"\"content_hash\":\"01", "\"content_hash\":\"02"},
          {"\"stream\":\"events\"", "\"stream\":\"other\""},
          {"\"entry_id\":\"1762074000000-17\"", "\"entry_id\":\"1762074000000-18\""}
        }) {
      String changed = line.replace(place, place.replace(change[0], change[1]));
      assertThat(changed).as(change[0]).isNotEqualTo(line);
      assertThat(text(check().check(proof, presented(changed))))
          .as(change[0])
          .contains("wrong:      the ledger in the event's JSON names another place");
    }
  }

  @Test
  void personalDataThatWereNotRecordedAreWrong() {
    String line =
        EventLine.of(RecordedEvents.at(17, MemoryLedger.event(1, 17)))
            .replace("\"ledger\":", "\"personal_data_sealed\":\"AQID\",\"ledger\":");
    assertThat(text(check().check(proof, presented(line)))).contains("wrong:      the event has p");
  }

  @Test
  void noKeyButATrustedOneCounts() {
    SigningKey other =
        SigningKey.generate(MemoryLedger.ORIGIN, VerifierKey.ED25519, new SecureRandom());
    SignedNote note = new SignedNote(proof.checkpoint().text(), List.of()).signedBy(other);
    TlogProof signed = new TlogProof(proof.extra(), proof.index(), proof.path(), note);
    assertThat(text(check().check(signed, event(1, 17))))
        .contains("wrong:      no trusted key signed")
        .contains("not proven: event 00000000-0000-0001-8000-000000000011 is at position 17 of")
        .contains("not proven: the content of the event")
        .contains("(it would be, if the checkpoint were genuine)")
        .doesNotContain("\nproven:");
  }

  @Test
  void aCheckpointOfAnotherOriginProvesNothing() {
    TrustedLog log = new TrustedLog(MemoryLedger.KEY.verifierKey(), OptionalLong.empty());
    CheckpointCheck other = new CheckpointCheck(new Trust("other", List.of(log), List.of(), 0));
    assertThat(text(new ProofCheck(other).check(proof, event(1, 17))))
        .startsWith("not proven: event ")
        .contains("wrong:      the checkpoint is one of PeterNeumann, not of other")
        .doesNotContain("\nproven:");
  }

  @Test
  void aPathToAnotherRootProvesNothingOfTheContent() {
    TlogProof other =
        new TlogProof(
            proof.extra(), proof.index(), proof.path(), MemoryLedger.of(300, 2).checkpoint());
    assertThat(text(check().check(other, event(1, 17))))
        .contains("wrong:      the path does not lead to the root hash")
        .contains("not proven: the content of the event")
        .contains("(it would be, if the proof were right)");
  }

  @Test
  void aRetiredKeyCountsOnlyUpToItsLastSize() {
    assertThat(Finding.hold(check(OptionalLong.of(300), List.of(), 0).check(proof))).isTrue();
    List<Finding> findings = check(OptionalLong.of(299), List.of(), 0).check(proof);
    assertThat(text(findings)).contains("wrong:      the key that signed the checkpoint is not");
  }

  @Test
  void aQuorumOfWitnessesIsDemandedWhereTheTrustNamesOne() {
    SigningKey one = SigningKey.generate("w/1", VerifierKey.COSIGNATURE, new SecureRandom());
    SigningKey two = SigningKey.generate("w/2", VerifierKey.COSIGNATURE, new SecureRandom());
    List<VerifierKey> witnesses = List.of(one.verifierKey(), two.verifierKey());
    SignedNote seen =
        proof.checkpoint().with(Cosignature.sign(one, proof.checkpoint().text(), SEEN));
    TlogProof cosigned = new TlogProof(proof.extra(), proof.index(), proof.path(), seen);
    assertThat(text(check(OptionalLong.empty(), witnesses, 1).check(cosigned)))
        .contains("proven:     witnesses saw this ledger", "w/1 at 2026-11-26T20:00:00Z");
    assertThat(text(check(OptionalLong.empty(), witnesses, 2).check(cosigned)))
        .contains("wrong:      split view and time not proven: 1 of 2 witnesses cosigned");
  }

  @Test
  void noBitOfAProofCanBeChanged() {
    byte[] bytes = proof.toBytes();
    long seed = Long.getLong("seed", 20261126L);
    Random random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      byte[] changed = bytes.clone();
      int bit = random.nextInt(8 * bytes.length);
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(holds(changed)).as("seed %d, bit %d", seed, bit).isFalse();
    }
  }

  private boolean holds(byte[] bytes) {
    try {
      return Finding.hold(check().check(TlogProof.parse(bytes), event(1, 17)));
    } catch (MalformedNoteException | MalformedLineException e) {
      return false;
    }
  }

  @Test
  void everyPositionOfEverySizeIsProven() {
    MemoryLedger growing = new MemoryLedger();
    for (int size = 1; size <= 40; size++) {
      growing.add(MemoryLedger.event(2, size));
      for (int position = 1; position <= size; position++) {
        assertThat(Finding.hold(check().check(growing.proof(position), event(2, position))))
            .as("position %d of %d", position, size)
            .isTrue();
      }
    }
  }
}
