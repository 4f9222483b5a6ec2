package io.contextgraph.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PostgresNumericTest {
  @Test
  void theRangeIsTheDocumentedOne() {
    assertThat(PostgresNumeric.accepts("1" + "0".repeat(131_071))).isTrue();
    assertThat(PostgresNumeric.accepts("1" + "0".repeat(131_072))).isFalse();
    assertThat(PostgresNumeric.accepts("1e131071")).isTrue();
    assertThat(PostgresNumeric.accepts("-1E+131072")).isFalse();
    assertThat(PostgresNumeric.accepts("1e-16383")).isTrue();
    assertThat(PostgresNumeric.accepts("1e-16384")).isFalse();
    assertThat(PostgresNumeric.accepts("0." + "1".repeat(16_383))).isTrue();
    assertThat(PostgresNumeric.accepts("0." + "1".repeat(16_384))).isFalse();
  }

  @Test
  void anExponentBeyondIntIsOutOfRange() {
    assertThat(PostgresNumeric.accepts("1e99999999999")).isFalse();
    assertThat(PostgresNumeric.accepts("1e-99999999999")).isFalse();
  }

  /** BigDecimal counts the same digits, but would take too long for hostile numbers. */
  @Test
  void digitsAreCountedLikeBigDecimalCountsThem() {
    Random random = new Random(131_072);
    for (int round = 0; round < 20_000; round++) {
      String number =
          (random.nextBoolean() ? "-" : "")
              + random.nextInt(1_000)
              + (random.nextBoolean() ? "." + random.nextInt(100_000) : "")
              + (random.nextBoolean() ? "e" : "E")
              + (random.nextBoolean()
                  ? 131_060 + random.nextInt(20)
                  : -16_390 + random.nextInt(20));
      BigDecimal value = new BigDecimal(number);
      long integerDigits = (long) value.precision() - value.scale();
      boolean expected = integerDigits <= 131_072 && value.scale() <= 16_383;
      // Zero has one digit, so with an exponent it gets the same result as 1.
      assertThat(PostgresNumeric.accepts(number)).as(number).isEqualTo(expected);
    }
  }
}
