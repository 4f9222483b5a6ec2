package io.contextgraph.privacy;

import io.contextgraph.event.EventId;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** Reads the rows that the key store's functions return. */
final class StoreRows {
  private StoreRows() {}

  static Lease lease(ResultSet row) throws SQLException {
    if (row.getBytes("keyset") != null) {
      return new Lease.Key(keyset(row, row.getString("kek_id")));
    }
    return row.getBoolean("erased") ? new Lease.Erased() : new Lease.Unknown();
  }

  static WrappedKeyset keyset(ResultSet row, String kekId) throws SQLException {
    return new WrappedKeyset(row.getInt("version"), row.getBytes("keyset"), kekId);
  }

  static Tombstone tombstone(ResultSet row) throws SQLException {
    long position = row.getLong("position");
    OptionalLong recorded = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(position);
    return new Tombstone(
        row.getString("subject_id"),
        destroyed(row),
        new Tombstone.Leases(time(row, "leased_until"), time(row, "plain_sealed_at")),
        act(row),
        DespiteHolds.parse(row.getLong("despite_holds"), row.getString("holds")),
        EventId.of(row.getObject("event_id", UUID.class)),
        recorded,
        time(row, "finished_at"));
  }

  private static Optional<Tombstone.DestroyedKeyset> destroyed(ResultSet row) throws SQLException {
    String kek = row.getString("erased_kek_id");
    return kek == null
        ? Optional.empty()
        : Optional.of(
            new Tombstone.DestroyedKeyset(
                row.getInt("version"),
                time(row, "created_at").orElseThrow(),
                kek,
                List.of((String[]) row.getArray("undestroyed_keks").getArray())));
  }

  private static Tombstone.Act act(ResultSet row) throws SQLException {
    return new Tombstone.Act(
        time(row, "erased_at").orElseThrow(),
        row.getString("erased_by"),
        Optional.ofNullable(row.getString("erased_os_user")),
        Optional.ofNullable(row.getString("erased_host")),
        row.getString("reason"));
  }

  static Kek kek(ResultSet row) throws SQLException {
    return new Kek(
        row.getString("kek_id"),
        Kek.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        time(row, "created_at").orElseThrow(),
        time(row, "retired_at"),
        time(row, "destroyed_at"),
        row.getLong("subjects"));
  }

  static Opening opening(ResultSet row) throws SQLException {
    String osUser = row.getString("os_user");
    String host = row.getString("host");
    String who =
        (osUser == null ? "" : osUser + " as ")
            + row.getString("who")
            + (host == null ? "" : " on " + host);
    return new Opening(
        time(row, "at").orElseThrow(), row.getBoolean("redeemed"), who, row.getString("question"));
  }

  static Optional<Compared> compared(ResultSet row) throws SQLException {
    Optional<Instant> at = time(row, "verified_at");
    return at.isEmpty()
        ? Optional.empty()
        : Optional.of(new Compared(row.getLong("applied_position"), at.get()));
  }

  /** Subjects that are not erased; empty if the function did not compare. */
  static Optional<List<String>> missing(ResultSet row) throws SQLException {
    Array missing = row.getArray(1);
    return missing == null ? Optional.empty() : Optional.of(List.of((String[]) missing.getArray()));
  }

  static StoreCounts counts(ResultSet row) throws SQLException {
    return new StoreCounts(row.getLong("living"), row.getLong("erased"), row.getLong("unfinished"));
  }

  static LedgerErasure erasure(ResultSet row) throws SQLException {
    Tombstone.Act act =
        new Tombstone.Act(
            time(row, "occurred_at").orElseThrow(),
            row.getString("database_role"),
            Optional.ofNullable(row.getString("os_user")),
            Optional.ofNullable(row.getString("host")),
            Optional.ofNullable(row.getString("reason")).orElse(""));
    return new LedgerErasure(
        row.getString("subject"),
        act,
        EventId.of(row.getObject("event_id", UUID.class)),
        row.getLong("global_position"),
        Optional.ofNullable(row.getString("kek_id")));
  }

  private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}
