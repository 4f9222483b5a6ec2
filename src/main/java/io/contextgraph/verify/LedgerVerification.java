package io.contextgraph.verify;

import io.contextgraph.archive.ArchiveFolder;
import io.contextgraph.archive.Archives;
import io.contextgraph.archive.RecordedArchives;
import io.contextgraph.server.FailureText;
import io.contextgraph.tree.Frontier;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Verifies a ledger up to the position that it has at the start, while recording continues. Reads
 * pages of positions, each in transactions of its own. Used once, by one thread.
 */
public final class LedgerVerification {
  /** Positions that are read at once: whole tiles. */
  static final int PAGE = 1 << 15;

  private final Connection connection;
  private final LedgerTables tables;
  private final CheckpointKeys keys;
  private final Optional<ArchiveFolder> folder;
  private final StoredCheckpoints checkpoints;
  private final Findings findings = new Findings();
  private final TreeEvidence evidence = new TreeEvidence(findings);
  private final RowCheck rowCheck = new RowCheck();
  private final IndexCheck index;
  private ArchivedCounts archived = ArchivedCounts.NONE;

  /**
   * @param connection with auto-commit on
   * @param keys verify the checkpoints that the ledger stores
   */
  public LedgerVerification(Connection connection, CheckpointKeys keys) {
    this(connection, keys, Optional.empty());
  }

  /**
   * @param connection with auto-commit on
   * @param keys verify the checkpoints that the ledger stores
   * @param folder has the files of archived months; empty if archived rows are taken on the word of
   *     the ledger's events
   */
  public LedgerVerification(
      Connection connection, CheckpointKeys keys, Optional<ArchiveFolder> folder) {
    this.connection = connection;
    this.folder = folder;
    this.tables = new LedgerTables(connection);
    this.index = new IndexCheck(connection, findings);
    this.keys = keys;
    this.checkpoints = new StoredCheckpoints(connection, keys, findings);
  }

  /**
   * Verifies everything once.
   *
   * @param given checkpoints from outside the database
   * @throws SQLException if the server cannot be reached or refuses to be read
   */
  public Verification run(List<Anchor> given, Progress progress) throws SQLException {
    tables.open();
    new SchemaCheck(connection).findings().forEach(findings::add);
    try {
      return verifyTables(given, progress);
    } catch (SQLException e) {
      boolean isData = String.valueOf(e.getSQLState()).startsWith("22");
      if (!isData && (findings.list().isEmpty() || !isAnswer(e))) {
        throw e;
      }
      // The schema or a value was changed in such a way that the rows cannot be read.
      String detail = "the ledger cannot be read: " + FailureText.of(e);
      findings.add(Finding.of(FindingKind.SCHEMA, detail));
      return unread();
    }
  }

  /** What is known if there is no head, or if the rows cannot be read. */
  private Verification unread() {
    return new Verification(
        "",
        0,
        0,
        0,
        ComparedCheckpoints.NONE,
        ArchivedCounts.NONE,
        findings.list(),
        findings.counts());
  }

  /** Whether the server refused a statement: SQLSTATE classes 0A and 42. */
  private static boolean isAnswer(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    return state.startsWith("0A") || state.startsWith("42");
  }

  private Verification verifyTables(List<Anchor> given, Progress progress) throws SQLException {
    List<StoredHead> heads = tables.heads();
    if (heads.size() != 1) {
      findings.add(
          Finding.of(FindingKind.HEAD, "ledger.head has " + heads.size() + " rows instead of one"));
    }
    if (heads.isEmpty()) {
      return unread();
    }
    StoredHead head = heads.get(0);
    evidence.onlyTrusted(!keys.keys().isEmpty() || given.stream().anyMatch(Anchor::trusted));
    long unfit = verify(head, given, progress);
    return new Verification(
        head.ledgerId(),
        head.position(),
        head.treeSize(),
        evidence.anchored(),
        new ComparedCheckpoints(given.size(), unfit, checkpoints.unverified()),
        archived,
        findings.list(),
        findings.counts());
  }

  /**
   * Rows that were there or absent while some pages were read prove nothing, so none of them is
   * named; whatever else was found stays.
   *
   * @param end the last position that was read
   */
  private void requireSame(ArchiveState before, long end) throws SQLException {
    if (findings.counts().containsKey(FindingKind.ROW_MISSING)
        && !ArchiveState.read(connection).equals(before)) {
      findings.withdrawMissing(end);
      findings.add(
          Finding.of(
              FindingKind.ARCHIVE,
              "archives changed meanwhile, so it is unknown whether rows are missing: run it again"));
    }
  }

  /** Returns the number of given checkpoints that the ledger does not fit. */
  private long verify(StoredHead head, List<Anchor> given, Progress progress) throws SQLException {
    ArchiveState before = ArchiveState.read(connection);
    Frontier frontier = new HeadCheck(head, findings).frontier();
    long end = tables.end(head.position());
    long treeSize = Math.min(head.treeSize(), end);
    TreeComparison tree = new TreeComparison(treeSize, (level, index) -> null, evidence);
    Archives archives = new RecordedArchives(connection).read(end);
    ArchivedAbsences absences = new ArchivedAbsences(archives);
    PositionCheck positions = new PositionCheck(tree, absences, findings);
    AnchorQueue anchors = new AnchorQueue(tree, given, frontier);
    anchors.add(checkpoints.between(Long.MIN_VALUE, 0));
    anchors.reached(0);
    long read;
    try (ArchivedRows files = new ArchivedRows(folder, archives, findings)) {
      readPages(end, tree, positions, absences, anchors, files, progress);
      positions.end(end);
      read = files.read();
    }
    checkOrigins(head, given);
    List<StrayRow> strays = tables.strayRows();
    index.check(end, strays);
    judge(head, end, positions, strays, anchors.beyond());
    archived = absences.judge(findings, evidence.anchored(), read);
    requireSame(before, end);
    return anchors.unfit();
  }

  private void readPages(
      long end,
      TreeComparison tree,
      PositionCheck positions,
      ArchivedAbsences absences,
      AnchorQueue anchors,
      ArchivedRows files,
      Progress progress)
      throws SQLException {
    PartitionBounds bounds = PartitionBounds.read(connection, findings);
    for (long after = 0; after < end; after += PAGE) {
      long upTo = Math.min(end, after + PAGE);
      tree.read(TilePage.read(connection, after, Math.max(after, Math.min(upTo, tree.size()))));
      anchors.add(checkpoints.between(after + 1, upTo));
      List<IdentityRow> identities = tables.identities(after, upTo);
      index.identities(identities);
      PageCheck page = new PageCheck(positions, identities, anchors, after);
      tables.events(
          after,
          upTo,
          row -> {
            bounds.check(row);
            absences.present(row);
            CheckedRow checked = rowCheck.check(row);
            index.event(checked.position());
            files.before(checked.position(), page::add);
            page.add(checked);
          });
      files.upTo(upTo, page::add);
      page.end(upTo);
      progress.report(upTo, end);
    }
    files.end();
  }

  private void judge(
      StoredHead head, long end, PositionCheck positions, List<StrayRow> strays, List<Anchor> left)
      throws SQLException {
    List<Anchor> beyond = new ArrayList<>(left);
    beyond.addAll(checkpoints.beyond(end, head.position()));
    long last = new HeadCheck(head, findings).checkEnd(end, beyond);
    beyond.removeIf(anchor -> anchor.size() <= last);
    Judgement judgement = new Judgement(head, positions, evidence, tables.forks(), findings);
    judgement.run();
    boolean headFits =
        beyond.stream().noneMatch(evidence::counts)
            && !findings.counts().containsKey(FindingKind.HEAD);
    new StrayCheck(head, headFits, findings).check(strays);
    for (Anchor anchor : beyond) {
      if (strays.stream().noneMatch(row -> row.isEventBetween(head.position(), anchor.size()))) {
        judgement.judgeCut(anchor, last);
      }
    }
    if (!findings.counts().containsKey(FindingKind.HEAD)) {
      for (String stray : tables.strayTiles()) {
        findings.add(Finding.of(FindingKind.TILE, stray + " is not of the head's tree"));
      }
    }
  }

  /** An origin that is the default one names the ledger by its id. */
  private void checkOrigins(StoredHead head, List<Anchor> given) throws SQLException {
    Set<String> origins = new TreeSet<>(checkpoints.origins());
    given.forEach(anchor -> origins.add(anchor.origin()));
    Set<String> ids = new TreeSet<>(tables.forks().predecessors().keySet());
    ids.add(head.ledgerId());
    for (String origin : origins) {
      String id = Forks.ledgerId(origin);
      if (id != null && !ids.contains(id)) {
        findings.add(
            Finding.of(
                FindingKind.HEAD,
                "ledger_id is " + head.ledgerId() + ", and a checkpoint is of " + origin));
      }
    }
  }
}
