package io.contextgraph.witness;

import io.contextgraph.note.MalformedNoteException;
import io.contextgraph.note.SignedNote;
import io.contextgraph.note.SigningKey;
import io.contextgraph.note.VerifierKey;
import io.contextgraph.note.WitnessRequest;
import io.contextgraph.server.FailureText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A witness of some logs: it cosigns a checkpoint of a log only if that extends the one it cosigned
 * before. Thread-safe; requests of different logs do not wait for each other.
 */
public final class Witness implements AutoCloseable {
  private static final int MALFORMED = 400;
  private static final int UNKNOWN = 404;

  private final WitnessState state;

  /** By origin. */
  private final Map<String, WitnessedLog> logs;

  private Witness(WitnessState state, Map<String, WitnessedLog> logs) {
    this.state = state;
    this.logs = logs;
  }

  /**
   * Opens the state of a witness and checks that all of it can be read.
   *
   * @param folder created if it is missing
   * @param logKeys keys of type Ed25519; the name of a key is the origin that it signs for
   * @param witnessKeys keys for cosignatures, at least one
   * @param clock gives the times of cosignatures
   * @param notices receives a line for each fork
   * @throws IllegalArgumentException if a key has another type
   * @throws IOException if another process uses the folder, or a part of it is damaged
   */
  public static Witness open(
      Path folder,
      List<VerifierKey> logKeys,
      List<SigningKey> witnessKeys,
      InstantSource clock,
      Consumer<String> notices)
      throws IOException {
    requireTypes(logKeys, witnessKeys);
    WitnessState state = WitnessState.open(folder);
    try {
      Map<String, WitnessedLog> logs = new LinkedHashMap<>();
      for (Map.Entry<String, List<VerifierKey>> log : byOrigin(logKeys).entrySet()) {
        LogState own = state.of(log.getKey());
        if (own.known().forked()) {
          notices.accept(
              "FORK: "
                  + log.getKey()
                  + " forked earlier; the evidence is in "
                  + own.folder()
                  + ", and nothing is cosigned for this log");
        }
        logs.put(log.getKey(), new WitnessedLog(own, log.getValue(), witnessKeys, clock, notices));
      }
      return new Witness(state, logs);
    } catch (IOException | RuntimeException e) {
      state.close();
      throw e;
    }
  }

  private static Map<String, List<VerifierKey>> byOrigin(List<VerifierKey> keys) {
    return keys.stream()
        .distinct()
        .collect(Collectors.groupingBy(VerifierKey::name, LinkedHashMap::new, Collectors.toList()));
  }

  private static void requireTypes(List<VerifierKey> logKeys, List<SigningKey> witnessKeys) {
    if (logKeys.isEmpty() || logKeys.stream().anyMatch(it -> it.type() != VerifierKey.ED25519)) {
      throw new IllegalArgumentException("the keys of the logs must be of type Ed25519");
    }
    if (witnessKeys.isEmpty()
        || witnessKeys.stream()
            .anyMatch(it -> it.verifierKey().type() != VerifierKey.COSIGNATURE)) {
      throw new IllegalArgumentException("the key of the witness must be for cosignatures");
    }
  }

  /**
   * Answers the body of add-checkpoint.
   *
   * @throws IOException if the state cannot be read or written; nothing was cosigned
   */
  Reply addCheckpoint(byte[] body) throws IOException {
    WitnessRequest request;
    try {
      request = WitnessRequest.parse(body);
    } catch (MalformedNoteException e) {
      return Reply.refused(MALFORMED, FailureText.of(e));
    }
    WitnessedLog log = logs.get(request.head().origin());
    return log == null ? Reply.refused(UNKNOWN, "this log is unknown") : log.answer(request);
  }

  /** The checkpoint that was cosigned last for the origin with this SHA-256, in hex. */
  Optional<SignedNote> last(String originHash) throws IOException {
    for (Map.Entry<String, WitnessedLog> log : logs.entrySet()) {
      if (WitnessState.name(log.getKey()).equals(originHash)) {
        return log.getValue().last();
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() throws IOException {
    state.close();
  }
}
