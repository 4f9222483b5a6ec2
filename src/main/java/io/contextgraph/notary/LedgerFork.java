package io.contextgraph.notary;

import io.contextgraph.ledger.LedgerHead;
import io.contextgraph.ledger.TreeHead;
import io.contextgraph.note.Checkpoint;
import io.contextgraph.note.SignedNote;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Gives a ledger that lost signed positions a new id. Until the event {@code audit.fork} is
 * appended, which the caller does, nothing else can be; a fork that was interrupted before that is
 * continued by the next one.
 *
 * @param ledger connects as ledger_notary, with auto-commit on
 * @param notary has the keys of the old id; empty if they are gone too
 * @param givenOrigin the origin of the old id's checkpoints; null for {@link Notary#origin}
 */
public record LedgerFork(Connection ledger, Optional<Notary> notary, @Nullable String givenOrigin) {
  /**
   * What a fork did.
   *
   * @param oldId the ledger's id before
   * @param newId the ledger's id now
   * @param position the last position that is left of the old ledger
   * @param origin that of the old ledger's checkpoints, which is closed now
   * @param last the last checkpoint of the old ledger, if one is known
   */
  public record Forked(
      String oldId, String newId, long position, String origin, Optional<SignedNote> last) {}

  /** The id that a ledger had before a fork, and its last position then. */
  private record Predecessor(String id, long position) {}

  /**
   * Forks the ledger.
   *
   * @throws IllegalArgumentException if recording is not suspended, and the ledger continues its
   *     last checkpoint, so that there is nothing to fork, or without keys this is unknown; if the
   *     keys are those of another ledger, or a fork has closed their origin; or if it is unknown of
   *     which origin the last checkpoint is
   * @throws TreeMismatchException if the ledger's tree is damaged otherwise
   */
  public Forked run() throws SQLException, IOException {
    String suspended = TreeHead.suspension(ledger);
    if ("lost".equals(suspended)) {
      // A notary found the loss, whatever the keys given here know of it.
      requireKeys();
    } else if (!"forked".equals(suspended)) {
      requireLoss();
      text(Sql.SUSPEND);
    }
    requireNamed("forked".equals(suspended) ? predecessor().id() : ledgerId());
    String newId = text(Sql.FORK);
    Predecessor old = predecessor();
    String origin = origin(old.id());
    return new Forked(old.id(), newId, old.position(), origin, last(origin));
  }

  private String ledgerId() throws SQLException {
    return LedgerHead.read(ledger).ledgerId();
  }

  private String origin(String oldId) {
    return givenOrigin == null ? Notary.origin(oldId) : givenOrigin;
  }

  private Predecessor predecessor() throws SQLException {
    try (Statement statement = ledger.createStatement();
        ResultSet row = statement.executeQuery(Sql.READ_PREDECESSOR.text())) {
      row.next();
      return new Predecessor(row.getString(1), row.getLong(2));
    }
  }

  private void requireKeys() throws SQLException, IOException {
    if (notary.isPresent()) {
      notary.get().requireOpen(TreeHead.read(ledger), ledger);
    }
  }

  /** Without a key nothing says under which origin the ledger was signed last. */
  private void requireNamed(String oldId) throws SQLException {
    if (notary.isPresent() || givenOrigin != null) {
      return;
    }
    List<String> others = new ClosedOrigins(ledger).others(Notary.origin(oldId), oldId);
    if (!others.isEmpty()) {
      throw new IllegalArgumentException(
          "the ledger has checkpoints of origin "
              + String.join(" and ", others)
              + ": name with --origin the one of which the fork should record the last checkpoint");
    }
  }

  private void requireLoss() throws SQLException, IOException {
    Notary keys =
        notary.orElseThrow(
            () ->
                new IllegalArgumentException(
                    "recording is not suspended, and without the notary's key it is unknown whether"
                        + " signed positions were lost: name it with --key. If the key is gone too,"
                        + " run SELECT ledger.suspend() as ledger_notary first"));
    try {
      keys.requireContinued(ledger);
    } catch (TreeMismatchException e) {
      if (e.isLost()) {
        return;
      }
      throw e;
    }
    throw new IllegalArgumentException(
        "the ledger continues the last checkpoint of its notary: no signed position was lost, and"
            + " nothing is forked");
  }

  /** The larger one of what is kept beside the keys and what the ledger has stored. */
  private Optional<SignedNote> last(String origin) throws SQLException, IOException {
    Optional<SignedNote> kept = notary.isPresent() ? notary.get().last() : Optional.empty();
    // The fork is done by now: a damaged row must not keep it from being recorded.
    Optional<SignedNote> stored = new CheckpointTable(ledger).largestIntact(origin);
    return Stream.of(kept, stored)
        .flatMap(Optional::stream)
        .filter(note -> Checkpoint.parse(note.text()).origin().equals(origin))
        .reduce(BinaryOperator.maxBy(Comparator.comparingLong(LedgerFork::size)));
  }

  private static long size(SignedNote note) {
    return Checkpoint.parse(note.text()).size();
  }

  private String text(Sql query) throws SQLException {
    try (Statement statement = ledger.createStatement();
        ResultSet row = statement.executeQuery(query.text())) {
      row.next();
      return String.valueOf(row.getString(1));
    }
  }
}
