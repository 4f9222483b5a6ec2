package io.contextgraph.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventIdTest {
  @Test
  void idsAreOrderedAsUnsignedNumbers() {
    EventId low = EventId.parse("7fffffff-ffff-ffff-ffff-ffffffffffff");
    EventId high = EventId.parse("80000000-0000-0000-0000-000000000000");
    assertThat(low).isLessThan(high);
    assertThat(low.toString()).isLessThan(high.toString());
  }

  @Test
  void anIdIsParsedLikeTheJdkParsesItInEitherCase() {
    Random random = new Random(9562);
    for (int round = 0; round < 10_000; round++) {
      UUID uuid = new UUID(random.nextLong(), random.nextLong());
      assertThat(EventId.parse(uuid.toString())).isEqualTo(EventId.of(uuid)).hasToString("" + uuid);
      assertThat(EventId.parse(uuid.toString().toUpperCase(Locale.ROOT)).toUuid()).isEqualTo(uuid);
    }
  }

  @Test
  void oneWrongCharacterAnywhereMakesAnIdInvalid() {
    String good = "01a19b7c-a680-71c3-ace8-a48712937ea3";
    for (int i = 0; i < good.length(); i++) {
      String wrong =
          good.substring(0, i) + (good.charAt(i) == '-' ? '0' : '-') + good.substring(i + 1);
      assertThatThrownBy(() -> EventId.parse(wrong))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
