package io.contextgraph.erasure;

import io.contextgraph.erasure.ResidualCopy.End;
import io.contextgraph.erasure.ResidualCopy.Place;
import io.contextgraph.privacy.Lease;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lists the copies that an erasure does not reach, each with its end and what ends it. Pure. */
record ResidualCopies(Receipt receipt) {
  static final String ROTATE = "context-graph privacy rotate --destroy-old";
  static final String FIND_COPIES =
      "delete every copy of the key store from before the restore that lost the keyset";
  static final String RESTORE_MONTHS =
      "context-graph retention restore for each of the files, then context-graph erase again";

  /** Files that are named. */
  private static final int FILES = 20;

  private static final String JOB_IS_DONE =
      "wait until context-graph status shows that the job has acknowledged its streams, then: ";

  List<ResidualCopy> list() {
    List<ResidualCopy> copies = new ArrayList<>();
    if (erasure().key().isPresent() || receipt.lacksKeyset()) {
      copies.add(keyStoreFiles());
      copies.add(keyStoreBackups());
      copies.add(keyFileCopies());
      copies.add(memory());
    }
    copies.add(redis());
    copies.add(flinkState());
    copies.add(deadLetters());
    copies.add(graph());
    copies.add(ledgerBackups());
    copies.add(archives());
    copies.add(exports());
    copies.add(outside());
    return copies;
  }

  private ErasureFacts erasure() {
    return receipt.erasure();
  }

  private CopyFacts facts() {
    return receipt.copies();
  }

  private ResidualCopy keyStoreFiles() {
    return new ResidualCopy(
        Place.KEY_STORE_FILES,
        keysetEnd(Optional.empty()),
        wrappedKeyset() + ", in data files of the key store that Postgres has not overwritten yet",
        endOfKeysets());
  }

  private ResidualCopy keyStoreBackups() {
    return new ResidualCopy(
        Place.KEY_STORE_BACKUPS,
        keysetEnd(facts().backupRetention().map(erasure().erasedAt()::plus)),
        wrappedKeyset() + ", in the WAL, the replicas and the backups of the key store",
        endOfKeysets());
  }

  private String wrappedKeyset() {
    return receipt.lacksKeyset()
        ? "the wrapped keyset that sealed the values, which this key store lost and does not know"
        : "the wrapped keyset";
  }

  private String endOfKeysets() {
    return receipt.lacksKeyset() ? FIND_COPIES : ROTATE;
  }

  /** Without a key that wrapped it, a copy of the keyset is of no use. */
  private End keysetEnd(Optional<Instant> deleted) {
    Optional<Instant> since = receipt.finalSince();
    if (since.isPresent()) {
      return new End.Ended(since.get());
    }
    return deleted.isPresent() && !receipt.lacksKeyset()
        ? new End.By(deleted.get())
        : new End.Unknown();
  }

  private ResidualCopy keyFileCopies() {
    return new ResidualCopy(
        Place.KEY_FILE_COPIES,
        new End.Unknown(),
        "the key-encryption keys that wrapped the keyset, in copies of the key file that this"
            + " system does not know of: backups, snapshots, what a file system keeps of a file"
            + " that was replaced",
        "delete each copy of the key file that was made before the keys were destroyed");
  }

  private ResidualCopy memory() {
    String leases =
        facts().leasesEndedAt().isEmpty()
            ? "no lease of it is known"
            : "the last lease of it ended at " + facts().leasesEndedAt().get();
    return new ResidualCopy(
        Place.MEMORY,
        new End.Unknown(),
        "the keyset and what it sealed or opened, in the memory of programs that had it: "
            + leases
            + ", and no program uses it since; the bytes remain until the program uses the memory"
            + " for something else, and in a swap file or a heap dump",
        "restart the job and the programs that publish or open");
  }

  private ResidualCopy redis() {
    LetterRemains letters = facts().letters();
    if (facts().plainSealedAt().isEmpty() && !letters.mayHaveComeInPlain()) {
      return new ResidualCopy(
          Place.REDIS,
          new End.Unknown(),
          "plain values: none that the job has read or that became a dead letter; entries that the"
              + " job has not read yet may have some",
          JOB_IS_DONE + "run context-graph erase again, whose receipt names what the job found");
    }
    List<String> came = new ArrayList<>();
    facts()
        .plainSealedAt()
        .ifPresent(
            at ->
                came.add(
                    "values came in plain to the job, the last at most %d s after %s"
                        .formatted(Lease.SECONDS, at)));
    letters
        .lastSeenAt()
        .ifPresent(
            at ->
                came.add(
                    "entries with a value in plain, or too large to be kept, that became dead"
                        + " letters: "
                        + letters.withPersonalData()
                        + ", the last at "
                        + at));
    if (letters.ofUnknownSubject() > 0) {
      came.add(
          "dead letters that name no subject, several, or none that an event can have, of entries with"
              + " a value in plain or too large to be kept: "
              + letters.ofUnknownSubject());
    }
    return new ResidualCopy(
        Place.REDIS,
        new End.Unknown(),
        "plain values, in entries of the streams until the job has trimmed them, in the memory and"
            + " the snapshots of Redis until the up to 100 entries that it keeps with them are"
            + " trimmed too, and in the append-only file, replicas and backups of Redis: "
            + String.join("; ", came),
        JOB_IS_DONE + "redis-cli CONFIG SET aof-use-rdb-preamble no; redis-cli BGREWRITEAOF");
  }

  private static ResidualCopy flinkState() {
    return new ResidualCopy(
        Place.FLINK_STATE,
        new End.None(),
        "checkpoints and savepoints: they have positions of streams, and of each event its id, its"
            + " session_id and its content hash, which leaves personal data out; they have no value"
            + " of it, neither plain nor sealed",
        "");
  }

  private ResidualCopy deadLetters() {
    long letters = facts().letters().letters();
    return new ResidualCopy(
        Place.DEAD_LETTERS,
        letters == 0 ? new End.None() : new End.Unknown(),
        "dead letters that name the subject: "
            + letters
            + "; their personal data were never kept in plain, all other fields are kept as they were"
            + " sent",
        "");
  }

  private static ResidualCopy graph() {
    return new ResidualCopy(
        Place.GRAPH,
        new End.Unknown(),
        "session_id, agent_id, trace_id, tool_name and payload_ref of the events, in Neo4j and its"
            + " backups; no personal data, no payload, no attributes and no subject_id",
        "");
  }

  private static ResidualCopy ledgerBackups() {
    return new ResidualCopy(
        Place.LEDGER_BACKUPS,
        new End.Unknown(),
        "what the ledger keeps, sealed and in plain, in its WAL, replicas and backups",
        "");
  }

  private ResidualCopy archives() {
    List<String> files = facts().archives();
    if (files.isEmpty()) {
      return new ResidualCopy(
          Place.ARCHIVES, new End.None(), "events of archived months that no count has", "");
    }
    String more = files.size() > FILES ? " and " + (files.size() - FILES) + " more" : "";
    return new ResidualCopy(
        Place.ARCHIVES,
        new End.Unknown(),
        "events of archived months, whose rows the ledger does not have: the counts and ranges of"
            + " sealed and plain events leave them out; their sealed values and what they have in"
            + " plain are in the files "
            + String.join(", ", files.subList(0, Math.min(FILES, files.size())))
            + more,
        RESTORE_MONTHS);
  }

  private ResidualCopy exports() {
    LedgerReadings readings = facts().readings();
    if (facts().openings().total() == 0 && readings.equals(LedgerReadings.NONE)) {
      return new ResidualCopy(
          Place.EXPORTS,
          new End.None(),
          "opened values: the log of readers has no ticket for the keyset",
          "");
    }
    StringBuilder what =
        new StringBuilder("opened values, with whoever opened them: see opened, and the ")
            .append(readings.exports())
            .append(" events privacy.exported about the subject in the ledger");
    if (readings.restores() > 0) {
      what.append("; the key store was restored, and its log of readers may have lost others");
    }
    return new ResidualCopy(
        Place.EXPORTS, new End.Unknown(), what.toString(), "ask them to delete what they have");
  }

  private static ResidualCopy outside() {
    return new ResidualCopy(
        Place.OUTSIDE,
        new End.Unknown(),
        "whatever producers, readers and other systems have of the same data",
        "");
  }
}
