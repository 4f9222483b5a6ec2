package io.contextgraph.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.note.Cosignature;
import io.contextgraph.note.NoteSignature;
import io.contextgraph.note.SignedNote;
import io.contextgraph.note.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WitnessTest {
  private static final Instant TIME = Instant.ofEpochSecond(1_800_000_000);

  private final TestLog log = TestLog.of("log.example/a", 20);
  private final SigningKey key = TestLog.newWitnessKey("w.example");
  private final List<String> notices = new ArrayList<>();

  @TempDir private Path folder = Path.of("");

  private Witness open() throws IOException {
    return open(log, TestLog.of("log.example/b", 3));
  }

  private Witness open(TestLog... logs) throws IOException {
    return Witness.open(
        folder,
        List.of(logs).stream().map(it -> it.key().verifierKey()).toList(),
        List.of(key),
        InstantSource.fixed(TIME),
        notices::add);
  }

  private static Reply ask(Witness witness, TestLog log, long old, long size) throws IOException {
    return witness.addCheckpoint(log.request(old, size).toBytes());
  }

  private Path file(String name) {
    return folder.resolve(WitnessState.name(log.origin())).resolve(name);
  }

  private static SignedNote read(Path file) throws IOException {
    return SignedNote.parse(Files.readAllBytes(file));
  }

  @Test
  void aCosignatureVerifiesForTheCheckpointAndCarriesTheTime() throws IOException {
    try (Witness witness = open()) {
      Reply reply = ask(witness, log, 0, 7);
      assertThat(reply.status()).isEqualTo(200);
      SignedNote cosigned = log.checkpoint(7).with(NoteSignature.parse(reply.body().strip()));
      assertThat(Cosignature.verify(key.verifierKey(), cosigned)).contains(TIME);
      assertThat(witness.last(WitnessState.name(log.origin()))).contains(cosigned);
    }
  }

  @Test
  void aWitnessRemembersWhatItCosignedWhenItStartsAgain() throws IOException {
    try (Witness witness = open()) {
      ask(witness, log, 0, 7);
    }
    try (Witness witness = open()) {
      assertThat(ask(witness, log, 0, 13).body()).isEqualTo("7\n");
      assertThat(ask(witness, log, 7, 13).status()).isEqualTo(200);
    }
  }

  @Test
  void anUnknownOriginIsNotFoundAndAMalformedBodyIsABadRequest() throws IOException {
    try (Witness witness = open()) {
      assertThat(ask(witness, TestLog.of("log.example/c", 3), 0, 3).status()).isEqualTo(404);
      String spaced =
          new String(log.request(0, 7).toBytes(), StandardCharsets.UTF_8)
              .replace("\n\nlog.example/a\n", "\n\na log of another form\n");
      assertThat(witness.addCheckpoint(spaced.getBytes(StandardCharsets.UTF_8)).status())
          .isEqualTo(404);
      byte[] text = "old 1\n".getBytes(StandardCharsets.UTF_8);
      assertThat(witness.addCheckpoint(text).status()).isEqualTo(400);
      assertThat(witness.addCheckpoint(new byte[] {(byte) 0xff}).status()).isEqualTo(400);
    }
  }

  @Test
  void aForkIsKeptAsEvidenceAndNothingIsCosignedAgainAlsoAfterARestart() throws IOException {
    TestLog other = log.forkedAt(5);
    try (Witness witness = open()) {
      ask(witness, log, 0, 7);
      assertThat(ask(witness, other, 7, 7).status()).isEqualTo(422);
      assertThat(ask(witness, log, 7, 7).status()).isEqualTo(422);
    }
    try (Witness witness = open()) {
      Reply reply = ask(witness, log, 7, 13);
      assertThat(reply.status()).isEqualTo(422);
      assertThat(reply.body()).contains("forked");
    }
    SignedNote first = read(file("fork-first.checkpoint"));
    SignedNote second = read(file("fork-second.checkpoint"));
    assertThat(first.text()).isEqualTo(log.head(7).text());
    assertThat(second.text()).isEqualTo(other.head(7).text());
    assertThat(List.of(first, second)).allMatch(it -> it.signedBy(log.key().verifierKey()));
    assertThat(notices).hasSize(2).allMatch(it -> it.startsWith("FORK: log.example/a "));
  }

  @Test
  void aForkIsNotForgottenWithTheLastCheckpoint() throws IOException {
    try (Witness witness = open()) {
      ask(witness, log, 0, 7);
      ask(witness, log.forkedAt(5), 7, 7);
    }
    Files.delete(file("checkpoint"));
    try (Witness witness = open()) {
      assertThat(ask(witness, log, 0, 7).status()).isEqualTo(422);
    }
  }

  @Test
  void aForkOfOneLogDoesNotConcernAnother() throws IOException {
    TestLog second = TestLog.of("log.example/b", 9);
    try (Witness witness = open(log, second)) {
      ask(witness, log, 0, 7);
      ask(witness, log.forkedAt(5), 7, 7);
      assertThat(ask(witness, second, 0, 9).status()).isEqualTo(200);
    }
  }

  @Test
  void whatAKilledWitnessLeftHalfWrittenIsIgnored() throws IOException {
    try (Witness witness = open()) {
      ask(witness, log, 0, 7);
    }
    Files.writeString(file(".checkpoint.1.new"), "half");
    Files.writeString(file("fork-first.checkpoint"), "without the second");
    try (Witness witness = open()) {
      assertThat(ask(witness, log, 7, 13).status()).isEqualTo(200);
    }
    assertThat(read(file("checkpoint")).text()).isEqualTo(log.head(13).text());
  }

  @Test
  void aFolderThatAKilledWitnessLeftEmptyIsCompletedByTheNext() throws IOException {
    Files.createDirectories(file("origin").getParent());
    try (Witness witness = open()) {
      assertThat(file("origin")).hasContent("log.example/a\n");
      assertThat(ask(witness, log, 0, 7).status()).isEqualTo(200);
    }
  }

  @Test
  void theStateMayBeInAFolderWhoseParentsAreMissing() throws IOException {
    Path deep = folder.resolve("a/b/c");
    try (Witness witness =
        Witness.open(
            deep,
            List.of(log.key().verifierKey()),
            List.of(key),
            InstantSource.fixed(TIME),
            notices::add)) {
      assertThat(ask(witness, log, 0, 7).status()).isEqualTo(200);
      assertThat(deep.resolve(WitnessState.name(log.origin())).resolve("checkpoint")).exists();
    }
  }

  @Test
  void aStateThatCannotBeSeenStopsTheWitnessInsteadOfBeginningAgain() throws IOException {
    try (Witness witness = open()) {
      ask(witness, log, 0, 7);
    }
    Files.delete(file("checkpoint"));
    Files.createSymbolicLink(file("checkpoint"), folder.resolve("away"));
    assertThatThrownBy(this::open)
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("the link leads to no file");
  }

  @Test
  void aDamagedStateStopsTheWitnessInsteadOfBeginningAgain() throws IOException {
    try (Witness witness = open()) {
      ask(witness, log, 0, 7);
    }
    Files.writeString(file("checkpoint"), "");
    assertThatThrownBy(this::open)
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("damaged");
    Files.write(file("checkpoint"), TestLog.of("log.example/b", 3).checkpoint(3).toBytes());
    assertThatThrownBy(this::open).hasMessageContaining("another log");
  }

  @Test
  void aSecondWitnessOfOneFolderDoesNotStart() throws IOException {
    try (Witness witness = open()) {
      assertThatThrownBy(this::open).hasMessageContaining("another witness uses the folder");
      assertThat(ask(witness, log, 0, 7).status()).isEqualTo(200);
    }
    open().close();
  }

  @Test
  void keysOfTheWrongTypeAreRefused() {
    assertThatThrownBy(
            () ->
                Witness.open(
                    folder,
                    List.of(key.verifierKey()),
                    List.of(key),
                    InstantSource.system(),
                    notices::add))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                Witness.open(
                    folder,
                    List.of(log.key().verifierKey()),
                    List.of(log.key()),
                    InstantSource.system(),
                    notices::add))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theCheckpointOfALogThatWasNeverSeenIsAbsent() throws IOException {
    try (Witness witness = open()) {
      assertThat(witness.last(WitnessState.name(log.origin()))).isEqualTo(Optional.empty());
      assertThat(witness.last("00")).isEmpty();
    }
  }
}
