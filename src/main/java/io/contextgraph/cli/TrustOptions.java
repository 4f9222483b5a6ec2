package io.contextgraph.cli;

import io.contextgraph.notary.CheckpointCheck;
import io.contextgraph.note.SignedNote;
import io.contextgraph.note.Trust;
import io.contextgraph.note.TrustedLog;
import io.contextgraph.note.VerifierKey;
import io.contextgraph.server.NamedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whose signatures of a checkpoint count. */
final class TrustOptions {
  @Option(
      names = "--vkey",
      paramLabel = "KEY",
      description =
          "A verifier key of the ledger's notary; its name is the origin of the checkpoints. May be"
              + " repeated. With --trust it must be one of that file's (default: the keys in"
              + " --trust).")
  private List<String> keys = new ArrayList<>();

  @Option(
      names = "--trust",
      paramLabel = "FILE",
      description =
          "A file of JSON with the origin, the keys of the log, the witnesses and their quorum"
              + " (default: only --vkey counts).")
  private @Nullable Path file;

  /** The check of signatures; empty if no key was given. */
  Optional<CheckpointCheck> check() throws IOException {
    return trust().map(CheckpointCheck::new);
  }

  private Optional<Trust> trust() throws IOException {
    List<VerifierKey> given = keys.stream().map(VerifierKey::parse).distinct().toList();
    if (file != null) {
      Trust trust = Trust.parse(new NamedFile(file).read(SignedNote.MAX_BYTES));
      requireTrusted(given, trust);
      return Optional.of(trust);
    }
    if (given.isEmpty()) {
      return Optional.empty();
    }
    requireNames(given, given.get(0).name());
    List<TrustedLog> logs =
        given.stream().map(key -> new TrustedLog(key, OptionalLong.empty())).toList();
    return Optional.of(new Trust(given.get(0).name(), logs, List.of(), 0));
  }

  /** The file alone says which keys count, and up to which size each does. */
  private static void requireTrusted(List<VerifierKey> keys, Trust trust) {
    for (VerifierKey key : keys) {
      UsageException.require(
          trust.logs().stream().anyMatch(log -> log.key().equals(key)),
          "--vkey: the key of " + key.name() + " is not one of the log's keys in --trust");
    }
  }

  private static void requireNames(List<VerifierKey> keys, String origin) {
    for (VerifierKey key : keys) {
      UsageException.require(
          key.name().equals(origin),
          "--vkey: the key of " + key.name() + " is not one of " + origin);
    }
  }
}
