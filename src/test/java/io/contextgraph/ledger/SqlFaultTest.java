package io.contextgraph.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.event.Reason;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlFaultTest {
  @ParameterizedTest
  @CsvSource({
    "22021, DATA",
    "22P05, DATA",
    "22008, DATA",
    "23502, DATA",
    "22P04, FATAL",
    "23505, FATAL",
    "23514, FATAL",
    "28P01, FATAL",
    "42501, FATAL",
    "08006, SERVER",
    "25P02, SERVER",
    "40001, SERVER",
    "53100, SERVER",
    "55P03, SERVER",
    "57P01, SERVER",
    "58030, SERVER",
    "'', FATAL",
  })
  void aStateHasTheCauseOfItsClassOrOfItself(String state, SqlFault expected) {
    assertThat(SqlFault.of(new SQLException("failed", state))).isEqualTo(expected);
  }

  @Test
  void aFailureWithoutAStateIsNotAttributedToTheData() {
    assertThat(SqlFault.of(new SQLException("failed"))).isEqualTo(SqlFault.FATAL);
  }

  @ParameterizedTest
  @CsvSource({
    "23502, MISSING_FIELD",
    "22021, INVALID_UTF8",
    "22P05, NUL_CHARACTER",
    "22008, TIMESTAMP_OUT_OF_RANGE",
    "22001, INVALID_LENGTH",
    "22003, INVALID_NUMBER",
    "22P02, INVALID_JSON",
  })
  void aRefusedRowGetsTheReasonOfItsState(String state, Reason expected) {
    assertThat(SqlFault.reason(new SQLException("failed", state))).isEqualTo(expected);
  }
}
