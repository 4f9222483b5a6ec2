package io.contextgraph.retention;

import io.contextgraph.archive.ArchivedMonth;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads the months of a ledger.
 *
 * @param ledger used by one thread, with auto-commit on
 */
record Months(Connection ledger) {
  /** The partitions that are a month, the oldest first. */
  List<Month> list() throws SQLException {
    List<Month> months = new ArrayList<>();
    try (Statement statement = ledger.createStatement();
        ResultSet row = statement.executeQuery(Sql.LIST_MONTHS.text())) {
      while (row.next()) {
        months.add(
            new Month(
                row.getString("name"),
                row.getObject("lower_bound", OffsetDateTime.class).toInstant(),
                row.getObject("upper_bound", OffsetDateTime.class).toInstant()));
      }
    }
    return months;
  }

  /** Creates the partitions of a month and of some after it, unless they exist. */
  void ensure(Instant from, int more) throws SQLException {
    OffsetDateTime first = from.atOffset(ZoneOffset.UTC).withDayOfMonth(1);
    for (int month = 0; month <= more; month++) {
      try (PreparedStatement ensure = ledger.prepareStatement(Sql.ENSURE_PARTITION.text())) {
        ensure.setObject(1, first.plusMonths(month));
        ensure.execute();
      }
    }
  }

  /** What a month holds. */
  MonthContent content(Month month, Holds holds) {
    return new StoredContent(this, month, holds);
  }

  Optional<MonthContent.Ends> ends(Month month) throws SQLException {
    try (Statement statement = ledger.createStatement();
        ResultSet row = statement.executeQuery(Sql.READ_MONTH_ENDS.of(month))) {
      row.next();
      long first = row.getLong("first");
      return row.wasNull()
          ? Optional.empty()
          : Optional.of(new MonthContent.Ends(first, row.getLong("last")));
    }
  }

  Set<String> types(Month month) throws SQLException {
    Set<String> types = new TreeSet<>();
    try (Statement statement = ledger.createStatement();
        ResultSet row = statement.executeQuery(Sql.READ_MONTH_TYPES.of(month))) {
      while (row.next()) {
        types.add(row.getString(1));
      }
    }
    return types;
  }

  /** The first hold on an event of a month that is found. */
  Optional<Hold> hold(Month month, Holds holds) throws SQLException {
    for (HoldTarget.Kind kind : HoldTarget.Kind.values()) {
      List<String> held =
          holds.all().stream()
              .map(Hold::target)
              .filter(target -> target.kind() == kind)
              .map(HoldTarget::id)
              .distinct()
              .toList();
      Optional<String> found = held.isEmpty() ? Optional.empty() : find(kind, held, month);
      if (found.isPresent()) {
        return Optional.of(holds.of(new HoldTarget(kind, found.get())).get(0));
      }
    }
    return Optional.empty();
  }

  private Optional<String> find(HoldTarget.Kind kind, List<String> ids, Month month)
      throws SQLException {
    Sql statement =
        switch (kind) {
          case SUBJECT -> Sql.FIND_HELD_SUBJECT;
          case SESSION -> Sql.FIND_HELD_SESSION;
          case AGENT -> Sql.FIND_HELD_AGENT;
        };
    Array texts = ledger.createArrayOf("text", ids.toArray());
    try (PreparedStatement find = ledger.prepareStatement(statement.of(month))) {
      for (int i = 1; i <= find.getParameterMetaData().getParameterCount(); i++) {
        find.setArray(i, texts);
      }
      try (ResultSet row = find.executeQuery()) {
        return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
      }
    }
  }

  /** How many events a month has; reads all of them. */
  long count(Month month) throws SQLException {
    try (Statement statement = ledger.createStatement();
        ResultSet row = statement.executeQuery(Sql.COUNT_MONTH.of(month))) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Whether an archived event still has its row. */
  boolean hasRow(long position, ArchivedMonth archived) throws SQLException {
    Month month = new Month(archived.partition(), archived.lower(), archived.upper());
    try (PreparedStatement find = ledger.prepareStatement(Sql.FIND_ROW.of(month))) {
      find.setLong(1, position);
      try (ResultSet row = find.executeQuery()) {
        return row.next();
      }
    }
  }

  /** What a month of the database holds. */
  private record StoredContent(Months months, Month month, Holds holds) implements MonthContent {
    @Override
    public Optional<Ends> ends() throws SQLException {
      return months.ends(month);
    }

    @Override
    public Set<String> types() throws SQLException {
      return months.types(month);
    }

    @Override
    public Optional<Hold> hold() throws SQLException {
      return months.hold(month, holds);
    }
  }
}
