package io.contextgraph.note;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an auditor trusts: the keys of one log and of its witnesses.
 *
 * @param origin of the log: one line that is not empty, without control characters
 * @param logs its keys, at least one; no public key occurs twice, so that none has two last sizes
 * @param witnesses keys for cosignatures; no public key occurs twice, so that none counts twice
 * @param quorum how many witnesses must have cosigned a checkpoint; 0 if none is demanded
 */
public record Trust(String origin, List<TrustedLog> logs, List<VerifierKey> witnesses, int quorum) {
  /**
   * @throws MalformedNoteException if a parameter is not as described
   */
  public Trust {
    logs = List.copyOf(logs);
    witnesses = List.copyOf(witnesses);
    NoteForm.origin(origin);
    MalformedNoteException.require(!logs.isEmpty(), "the trust names no key of the log");
    MalformedNoteException.require(
        witnesses.stream().allMatch(key -> key.type() == VerifierKey.COSIGNATURE),
        "the key of a witness is not for cosignatures");
    requireDistinct(
        logs.stream().map(TrustedLog::key).toList(), "two keys of the log are the same");
    requireDistinct(witnesses, "two witnesses have the same public key");
    MalformedNoteException.require(
        quorum >= 0 && quorum <= witnesses.size(),
        "the quorum is negative or greater than the number of witnesses");
  }

  private static void requireDistinct(List<VerifierKey> keys, String otherwise) {
    Set<String> distinct = new HashSet<>();
    keys.forEach(key -> distinct.add(NoteForm.base64(key.publicKey())));
    MalformedNoteException.require(distinct.size() == keys.size(), otherwise);
  }

  /**
   * Parses TRUST.json: {@code {"origin": TEXT, "logs": [{"vkey": TEXT, "last_size": NUMBER}],
   * "witnesses": [TEXT], "quorum": NUMBER}}. All but {@code origin}, {@code logs} and {@code vkey}
   * may be left out; other members are refused.
   *
   * @throws MalformedNoteException if the bytes do not have this form
   */
  public static Trust parse(byte[] json) {
    TrustJson read = TrustJson.read(json);
    return new Trust(read.origin(), read.logs(), read.witnesses(), read.quorum());
  }

  /**
   * Whether a key that this trust names signed the checkpoint for this origin and a size up to the
   * key's last. No signature of such a key may fail.
   */
  public boolean isSigned(SignedNote checkpoint) {
    Checkpoint head = Checkpoint.parse(checkpoint.text());
    List<VerifierKey> valid =
        logs.stream()
            .filter(log -> log.mayHaveSigned(head.size()))
            .map(TrustedLog::key)
            .filter(key -> !checkpoint.signaturesOf(key).isEmpty())
            .toList();
    return head.origin().equals(origin)
        && !valid.isEmpty()
        && valid.stream().allMatch(checkpoint::signedBy);
  }

  /** The witnesses whose cosignature of the checkpoint verifies, each with its time. */
  public Map<VerifierKey, Instant> cosignatures(SignedNote checkpoint) {
    Map<VerifierKey, Instant> times = new LinkedHashMap<>();
    for (VerifierKey witness : witnesses) {
      Cosignature.verify(witness, checkpoint).ifPresent(time -> times.put(witness, time));
    }
    return times;
  }

  /** Whether a quorum is demanded and as many witnesses cosigned the checkpoint. */
  public boolean hasQuorum(SignedNote checkpoint) {
    return quorum > 0 && cosignatures(checkpoint).size() >= quorum;
  }
}
