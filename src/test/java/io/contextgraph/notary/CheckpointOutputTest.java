package io.contextgraph.notary;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.note.Checkpoint;
import io.contextgraph.note.SignedNote;
import io.contextgraph.note.SigningKey;
import io.contextgraph.note.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointOutputTest {
  private final SignedNote first = MemoryLedger.of(2, 1).checkpoint();
  private final SignedNote second = MemoryLedger.of(3, 1).checkpoint();

  @TempDir private Path folder;

  @Test
  void aFileHasTheNewestCheckpoint() throws Exception {
    Path file = folder.resolve("newest");
    new CheckpointOutput(file).write(first);
    new CheckpointOutput(file).write(second);
    assertThat(Files.readAllBytes(file)).isEqualTo(second.toBytes());
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aFolderHasTheNewestAndEach() throws Exception {
    new CheckpointOutput(folder).write(first);
    new CheckpointOutput(folder).write(second);
    assertThat(Files.readAllBytes(folder.resolve("checkpoint"))).isEqualTo(second.toBytes());
    assertThat(Files.readAllBytes(folder.resolve("checkpoint-2"))).isEqualTo(first.toBytes());
    assertThat(Files.readAllBytes(folder.resolve("checkpoint-3"))).isEqualTo(second.toBytes());
  }

  @Test
  void aFileThatAnotherNotaryIsWritingIsNotTouched() throws Exception {
    Path part = Files.writeString(folder.resolve("checkpoint.part"), "half");
    new CheckpointOutput(folder).write(first);
    assertThat(part).hasContent("half");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("checkpoint", "checkpoint-2", "checkpoint.part");
    }
  }

  /** It is public, unless the umask says otherwise. */
  @Test
  void aReleasedFileHasThePermissionsOfAnyOther() throws Exception {
    Path other = Files.writeString(folder.resolve("other"), "");
    new CheckpointOutput(folder).write(first);
    assertThat(Files.getPosixFilePermissions(folder.resolve("checkpoint")))
        .isEqualTo(Files.getPosixFilePermissions(other));
  }

  @Test
  void aFolderInThePlaceOfACheckpointStays() throws Exception {
    Files.createDirectory(folder.resolve("checkpoint-2"));
    new CheckpointOutput(folder).write(first);
    assertThat(Files.readAllBytes(folder.resolve("checkpoint"))).isEqualTo(first.toBytes());
    assertThat(folder.resolve("checkpoint-2")).isEmptyDirectory();
  }

  private List<byte[]> ofSize2() throws IOException {
    List<byte[]> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        if (file.getFileName().toString().startsWith("checkpoint-2")) {
          found.add(Files.readAllBytes(file));
        }
      }
    }
    return found;
  }

  @Test
  void aCheckpointOfAnotherRootOrOriginDoesNotReplaceOneOfItsSize() throws Exception {
    SignedNote forked = MemoryLedger.of(2, 2).checkpoint();
    Checkpoint same = Checkpoint.parse(first.text());
    SignedNote renamed = MemoryLedger.signed(new Checkpoint("another", same.size(), same.root()));
    CheckpointOutput output = new CheckpointOutput(folder);
    for (SignedNote note : List.of(first, forked, renamed, forked, first)) {
      output.write(note);
      assertThat(Files.readAllBytes(folder.resolve("checkpoint"))).isEqualTo(note.toBytes());
    }
    assertThat(Files.readAllBytes(folder.resolve("checkpoint-2"))).isEqualTo(first.toBytes());
    assertThat(ofSize2())
        .containsExactlyInAnyOrder(first.toBytes(), forked.toBytes(), renamed.toBytes());
  }

  @Test
  void theSameTreeWithMoreSignaturesReplacesItsFile() throws Exception {
    SigningKey key =
        SigningKey.generate(MemoryLedger.ORIGIN, VerifierKey.ED25519, new SecureRandom());
    new CheckpointOutput(folder).write(first);
    new CheckpointOutput(folder).write(first.signedBy(key));
    assertThat(ofSize2()).containsExactly(first.signedBy(key).toBytes());
  }
}
