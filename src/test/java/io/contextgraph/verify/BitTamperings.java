package io.contextgraph.verify;

import java.util.List;
import java.util.Set;

/** Changes of any bit of any column. */
record BitTamperings(TamperedLedger ledger) {
  private static final Set<String> ONLY_IN_LEAF =
      Set.of("recorded_at", "stream", "entry_id", "personal_data");

  /** A column and its type. */
  private record Column(String name, String type) {
    static Column of(String text) {
      String[] parts = text.split(" ", 2);
      return new Column(parts[0], parts[1]);
    }
  }

  private static final List<Column> EVENT =
      columns(
          "global_position bigint,event_id uuid,event_type text,occurred_at timestamptz,"
              + "session_id text,agent_id text,trace_id text,parent_event_id uuid,tool_name text,"
              + "ended_at timestamptz,status text,schema_version smallint,"
              + "importance_hint smallint,subject_id text,payload_ref text,payload json,"
              + "personal_data bytea,attributes json,recorded_at timestamptz,content_hash bytea,"
              + "stream text,entry_id text");

  private static final List<Column> IDENTITY =
      columns("event_id uuid,global_position bigint,occurred_at timestamptz,content_hash bytea");

  private static final List<Column> HEAD =
      columns("position bigint,recorded_at timestamptz,tree_size bigint,frontier bytea");

  private static final List<Column> TILE =
      columns("level smallint,tile_index bigint,hashes bytea,hashes bytea,hashes bytea");

  private static List<Column> columns(String text) {
    return List.of(text.split(",")).stream().map(Column::of).toList();
  }

  private Column any(List<Column> columns) {
    return columns.get(ledger.random(columns.size()));
  }

  Tampering ofEvent(boolean withCheckpoint) {
    Column column = any(EVENT);
    int position = ledger.position();
    String set = column.name() + " = " + flipped(column);
    if (column.name().equals("personal_data")) {
      set = "personal_data = '\\x0" + ledger.random(10) + "'";
    }
    String sql = "UPDATE ledger.event SET " + set + " WHERE global_position = " + position;
    Set<FindingKind> kinds = Set.of(FindingKind.ROW_CHANGED);
    if (column.name().equals("global_position")) {
      kinds = Set.of(FindingKind.ROW_MISSING);
    } else if (ONLY_IN_LEAF.contains(column.name())
        && position > TamperedLedger.IN_TILES
        && !withCheckpoint) {
      kinds = Set.of(FindingKind.ROW_CHANGED, FindingKind.HEAD);
    }
    Tampering found =
        new Tampering(
            "a bit of event." + column.name(),
            it -> it.execute(sql),
            kinds,
            position,
            position,
            false);
    return column.name().equals("recorded_at") ? found.orNext() : found;
  }

  Tampering ofIdentity() {
    Column column = any(IDENTITY);
    int position = ledger.position();
    return Tampering.at(
        "a bit of event_identity." + column.name(),
        position,
        it ->
            it.execute(
                "UPDATE ledger.event_identity SET "
                    + column.name()
                    + " = "
                    + flipped(column)
                    + " WHERE global_position = "
                    + position),
        FindingKind.IDENTITY);
  }

  Tampering ofHead() {
    Column column = any(HEAD);
    return Tampering.at(
        "a bit of head." + column.name(),
        0,
        it -> it.execute("UPDATE ledger.head SET " + column.name() + " = " + flipped(column)),
        FindingKind.HEAD);
  }

  /** The id of the ledger is in no hash; only the origin of a checkpoint names it. */
  Tampering ofLedgerId() {
    String sql = "UPDATE ledger.head SET ledger_id = " + uuid("ledger_id");
    return Tampering.at("a bit of head.ledger_id", 0, it -> it.execute(sql), FindingKind.HEAD)
        .withCheckpoint();
  }

  Tampering ofTile() {
    Column column = any(TILE);
    int tile = ledger.random(2);
    return new Tampering(
        "a bit of tile." + column.name(),
        it ->
            it.execute(
                "UPDATE ledger.tile SET "
                    + column.name()
                    + " = "
                    + flipped(column)
                    + " WHERE level = 0 AND tile_index = "
                    + tile),
        Set.of(FindingKind.TILE),
        tile * 256 + 1,
        tile * 256 + 256,
        false);
  }

  /** An expression with one bit of the column changed. */
  private String flipped(Column column) {
    String name = column.name();
    return switch (column.type()) {
      case "bigint" -> name + " # (1::bigint << " + ledger.random(40) + ")";
      case "smallint" -> "(" + name + "::integer # (1 << " + ledger.random(14) + "))::smallint";
      case "timestamptz" ->
          name
              + (ledger.random(2) == 0 ? " + " : " - ")
              + "(1::bigint << "
              + ledger.random(44)
              + ") * interval '1 microsecond'";
      case "uuid" -> uuid(name);
      case "bytea" -> bytes(name);
      default -> text(column);
    };
  }

  private String uuid(String name) {
    return "encode(set_bit(uuid_send(%1$s), %2$d, 1 - get_bit(uuid_send(%1$s), %2$d)), 'hex')::uuid"
        .formatted(name, ledger.random(128));
  }

  private String bytes(String name) {
    String bit = "(" + ledger.random(65_536) + " % (8 * octet_length(" + name + ")))";
    return "set_bit(%1$s, %2$s, 1 - get_bit(%1$s, %2$s))".formatted(name, bit);
  }

  private String text(Column column) {
    String text = column.name() + "::text";
    String at = "(1 + " + ledger.random(1_000) + " % char_length(" + text + "))";
    String flipped =
        "overlay(%1$s placing chr(ascii(substr(%1$s, %2$s, 1)) # %3$d) from %2$s for 1)::%4$s";
    return flipped.formatted(text, at, 1 << ledger.random(6), column.type());
  }
}
