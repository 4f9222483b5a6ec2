package io.contextgraph.verify;

import java.util.List;
import java.util.Set;

/** Changes of whole rows. */
record RowTamperings(TamperedLedger ledger) {
  private static final String EVENT_COLUMNS =
      "event_id, event_type, occurred_at, session_id, agent_id, trace_id, parent_event_id,"
          + " tool_name, ended_at, status, schema_version, importance_hint, subject_id, payload_ref,"
          + " payload, personal_data, attributes, recorded_at, content_hash, stream, entry_id";

  /** One of each kind. */
  List<Tampering> at(int position) {
    return List.of(
        deleted(position),
        deletedWithIdentity(position),
        inserted(position),
        insertedAfterTheEnd(),
        insertedBeforeTheBeginning(),
        swapped(position),
        swappedWithIdentities(position),
        notCanonical(position),
        emptyPersonalData(position),
        identityDeleted(position),
        identityInserted(),
        identitiesSwapped(position));
  }

  private static Tampering deleted(int position) {
    return Tampering.at(
        "an event deleted",
        position,
        it -> it.execute("DELETE FROM ledger.event WHERE global_position = " + position),
        FindingKind.ROW_MISSING);
  }

  private static Tampering deletedWithIdentity(int position) {
    return Tampering.at(
        "an event and its identity deleted",
        position,
        it -> {
          it.execute("DELETE FROM ledger.event WHERE global_position = " + position);
          it.execute("DELETE FROM ledger.event_identity WHERE global_position = " + position);
        },
        FindingKind.ROW_MISSING);
  }

  private static String insert(String position, String where) {
    return "INSERT INTO ledger.event (global_position, "
        + EVENT_COLUMNS
        + ") SELECT "
        + position
        + ", "
        + EVENT_COLUMNS
            .replace("event_id,", "gen_random_uuid(),")
            .replace("parent_gen_random_uuid()", "parent_event_id")
        + " FROM ledger.event WHERE global_position = "
        + where;
  }

  private Tampering inserted(int position) {
    int other = ledger.position();
    return Tampering.at(
        "an event inserted at a position that has one",
        position,
        it -> it.execute(insert("" + position, "" + other)),
        FindingKind.ROW_INSERTED);
  }

  private static Tampering insertedAfterTheEnd() {
    int end = TamperedLedger.SIZE + 1;
    return Tampering.at(
        "an event inserted after the end, with its identity",
        end,
        it -> {
          it.execute(insert("" + end, "5"));
          it.execute(
              "INSERT INTO ledger.event_identity SELECT event_id, global_position, occurred_at,"
                  + " content_hash FROM ledger.event WHERE global_position = "
                  + end);
        },
        FindingKind.ROW_INSERTED);
  }

  private static Tampering insertedBeforeTheBeginning() {
    return Tampering.at(
        "an event inserted before the beginning",
        0,
        it -> {
          it.execute("ALTER TABLE ledger.event DROP CONSTRAINT event_global_position_check");
          it.execute(insert("-3", "5"));
        },
        FindingKind.ROW_INSERTED);
  }

  private static String swap(String table, int position) {
    return "UPDATE ledger.%1$s SET global_position = %2$d + %3$d - global_position"
            .formatted(table, position, position + 1)
        + " WHERE global_position IN (%d, %d)".formatted(position, position + 1);
  }

  private static void swapIdentities(TamperedLedger it, int position) throws java.sql.SQLException {
    String move =
        "UPDATE ledger.event_identity SET global_position = %d WHERE global_position = %d";
    it.execute(move.formatted(-1, position));
    it.execute(move.formatted(position, position + 1));
    it.execute(move.formatted(position + 1, -1));
  }

  private static Tampering swapped(int position) {
    return Tampering.at(
        "two events swapped",
        position,
        it -> it.execute(swap("event", position)),
        FindingKind.ROW_CHANGED);
  }

  private static Tampering swappedWithIdentities(int position) {
    return new Tampering(
        "two events and their identities swapped",
        it -> {
          it.execute(swap("event", position));
          swapIdentities(it, position);
        },
        position < TamperedLedger.IN_TILES
            ? Set.of(FindingKind.ROW_CHANGED)
            : Set.of(FindingKind.ROW_CHANGED, FindingKind.HEAD),
        position,
        position + 1,
        false);
  }

  private static Tampering notCanonical(int position) {
    return Tampering.at(
        "attributes written in another form",
        position,
        it ->
            it.execute(
                "UPDATE ledger.event SET attributes = (attributes::text || ' ')::json"
                    + " WHERE global_position = "
                    + position),
        FindingKind.ROW_CHANGED);
  }

  private static Tampering emptyPersonalData(int position) {
    return Tampering.at(
        "personal data empty instead of NULL",
        position,
        it ->
            it.execute(
                "UPDATE ledger.event SET personal_data = '' WHERE global_position = " + position),
        FindingKind.ROW_CHANGED);
  }

  private static Tampering identityDeleted(int position) {
    return Tampering.at(
        "an identity deleted",
        position,
        it -> it.execute("DELETE FROM ledger.event_identity WHERE global_position = " + position),
        FindingKind.IDENTITY);
  }

  private static Tampering identityInserted() {
    return Tampering.at(
        "an identity inserted",
        9_999,
        it ->
            it.execute(
                "INSERT INTO ledger.event_identity VALUES (gen_random_uuid(), 9999, now(), '\\x01')"),
        FindingKind.IDENTITY);
  }

  private static Tampering identitiesSwapped(int position) {
    return Tampering.at(
        "two identities swapped",
        position,
        it -> swapIdentities(it, position),
        FindingKind.IDENTITY);
  }
}
