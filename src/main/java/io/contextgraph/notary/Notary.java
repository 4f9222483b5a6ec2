package io.contextgraph.notary;

import io.contextgraph.ledger.TreeHead;
import io.contextgraph.ledger.TreeReader;
import io.contextgraph.note.Checkpoint;
import io.contextgraph.note.SignedNote;
import io.contextgraph.note.SigningKey;
import io.contextgraph.tree.GrowingTree;
import io.contextgraph.tree.Sha256;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Signs checkpoints of a ledger, each of which continues the one before. Used by one thread.
 *
 * @param files the keys and the last checkpoint
 * @param givenOrigin the origin of the checkpoints; null for {@link #origin}
 */
public record Notary(NotaryFiles files, @Nullable String givenOrigin) {
  private static final int PAGE = 4_096;

  /** The origin of a ledger's checkpoints. */
  public static String origin(String ledgerId) {
    return "context-graph/" + ledgerId;
  }

  /**
   * Signs the tree of the ledger with all keys, and keeps the checkpoint beside them before it
   * returns. If the tree did not grow, this is the last checkpoint, with the signatures of keys
   * that were added since.
   *
   * @param ledger connects as ledger_notary, with auto-commit on
   * @throws TreeMismatchException if signed positions were lost, and then recording is suspended;
   *     or if rows, tiles and head contradict each other or the last checkpoint
   * @throws IllegalArgumentException if the keys are those of another origin, or a fork of the
   *     ledger has closed this one
   */
  public SignedNote sign(Connection ledger) throws SQLException, IOException {
    TreeHead head;
    try {
      head = requireContinued(ledger);
    } catch (TreeMismatchException e) {
      if (e.isLost()) {
        suspend(ledger);
      }
      throw e;
    }
    return sign(requireKeys(head), head, files.last());
  }

  /**
   * Checks that the ledger continues the last checkpoint, and that its tree is that of the rows
   * recorded since.
   *
   * @return the end of what was checked
   */
  TreeHead requireContinued(Connection ledger) throws SQLException, IOException {
    TreeReader tree = new TreeReader(ledger);
    String origin = requireOpen(tree.head(), ledger);
    Optional<SignedNote> last = requireLast(origin);
    // The ledger is also compared with the largest checkpoint that it has stored itself.
    Optional<SignedNote> stored = new CheckpointTable(ledger).largest(origin);
    // Read last: another notary may store a checkpoint that is larger than an earlier head.
    TreeHead head = tree.head();
    requireOpen(head, ledger);
    TreeExtension growth = new TreeExtension(ArchivedLeaves.of(ledger), tree, PAGE);
    SignedHistory history = new SignedHistory(tree::tree, growth, head.frontier());
    GrowingTree signed =
        last.isPresent() ? requireKept(last.get(), history, ledger) : GrowingTree.EMPTY;
    if (stored.isPresent() && !isSameText(stored.get(), last)) {
      requireStored(stored.get(), history);
    }
    growth.require(signed, head.frontier());
    return head;
  }

  /** What was signed before a fork is lost on purpose, also if only this file still has it. */
  private GrowingTree requireKept(SignedNote kept, SignedHistory history, Connection ledger)
      throws SQLException {
    Checkpoint signed = Checkpoint.parse(kept.text());
    try {
      return history.require(signed);
    } catch (TreeMismatchException e) {
      if (e.isLost() && givenOrigin != null) {
        new ClosedOrigins(ledger).requireSignedSinceFork(signed.origin());
      }
      throw e;
    }
  }

  private static boolean isSameText(SignedNote stored, Optional<SignedNote> last) {
    return last.map(SignedNote::text).equals(Optional.of(stored.text()));
  }

  /** A new key has no last checkpoint, but continues what older keys of its origin signed. */
  private void requireStored(SignedNote stored, SignedHistory history)
      throws SQLException, IOException {
    Checkpoint signed = Checkpoint.parse(stored.text());
    try {
      history.require(signed);
    } catch (TreeMismatchException e) {
      if (isOwn(stored)) {
        throw e;
      }
      // Whoever may store checkpoints could otherwise stop recording.
      throw TreeMismatchException.unclear(
          "the ledger does not continue its stored checkpoint of %d positions, which another key signed"
              .formatted(signed.size()),
          e);
    }
  }

  private SignedNote sign(String origin, TreeHead head, Optional<SignedNote> last)
      throws IOException {
    Checkpoint checkpoint =
        new Checkpoint(origin, head.frontier().size(), head.frontier().root(new Sha256()));
    SignedNote note =
        last.filter(old -> old.text().equals(checkpoint.text()))
            .orElseGet(() -> new SignedNote(checkpoint.text(), List.of()));
    for (SigningKey key : files.keys()) {
      if (!note.signedBy(key.verifierKey())) {
        note = note.signedBy(key);
      }
    }
    keep(note);
    return note;
  }

  /** The last checkpoint that was signed. */
  Optional<SignedNote> last() throws IOException {
    return files.last();
  }

  /** Keeps a checkpoint beside the keys; it is on the disk when this returns. */
  void keep(SignedNote note) throws IOException {
    if (!files.last().equals(Optional.of(note))) {
      files.keep(note);
    }
  }

  /**
   * The ledger's origin.
   *
   * @throws IllegalArgumentException if the keys are those of another one, or a fork has closed it
   */
  String requireOpen(TreeHead head, Connection ledger) throws SQLException, IOException {
    String origin = requireKeys(head);
    if (givenOrigin != null) {
      new ClosedOrigins(ledger).requireOpen(givenOrigin);
    }
    return origin;
  }

  private String requireKeys(TreeHead head) throws IOException {
    String origin = givenOrigin == null ? origin(head.ledgerId()) : givenOrigin;
    String name = files.keys().get(0).verifierKey().name();
    if (!name.equals(origin)) {
      throw new IllegalArgumentException(
          "the key is that of origin "
              + name
              + ", but the ledger's is "
              + origin
              + ": name the ledger's own key, or make one with \"context-graph ledger key new\"");
    }
    return origin;
  }

  private Optional<SignedNote> requireLast(String origin) throws IOException {
    Optional<SignedNote> last = files.last();
    last.map(note -> Checkpoint.parse(note.text()).origin())
        .filter(kept -> !kept.equals(origin))
        .ifPresent(
            kept -> {
              throw new IllegalArgumentException(
                  "the checkpoint kept beside the key is that of origin " + kept);
            });
    return last;
  }

  private boolean isOwn(SignedNote note) throws IOException {
    return files.keys().stream().anyMatch(key -> note.signedBy(key.verifierKey()));
  }

  private static void suspend(Connection ledger) throws SQLException {
    try (Statement statement = ledger.createStatement()) {
      statement.execute(Sql.SUSPEND.text());
    }
  }
}
