package io.contextgraph.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TreeCostTest {
  private static final String HEADER =
      "\"Benchmark\",\"Mode\",\"Threads\",\"Samples\",\"Score\",\"Score Error (99.9%)\",\"Unit\",\"Param: batch\"";
  private static final List<String> CSV =
      List.of(
          HEADER,
          "\"io.contextgraph.ledger.TreeHashing.digests\",\"avgt\",1,10,1500000.5,12.25,\"ns/op\",5000",
          "\"io.contextgraph.ledger.TreeHashing.leaves\",\"avgt\",1,10,500000.25,12.25,\"ns/op\",5000",
          "\"io.contextgraph.ledger.TreeHashing.nodes\",\"avgt\",1,1,1000000.25,NaN,\"ns/op\",5000");

  @Test
  void theCostIsThatOfAllPartsAndOfTheTilesOverTheMedianAppend() {
    TreeCost cost = new TreeCost(5_000, HashingTimes.parse(CSV).ofBatch(5_000), 1, 80, 3);
    assertThat(cost.millis()).isCloseTo(4, within(1e-5));
    assertThat(cost.percent()).isCloseTo(5, within(1e-5));
    assertThat(cost.isWithinTarget()).isFalse();
    assertThat(cost.nanosPerLeaf(TreePart.DIGESTS)).isCloseTo(300, within(1e-3));
  }

  @Test
  void threePercentAreWithinTheTarget() {
    assertThat(new TreeCost(1, Map.of(), 3, 100, 3).isWithinTarget()).isTrue();
    assertThat(new TreeCost(1, Map.of(), 3.01, 100, 3).isWithinTarget()).isFalse();
  }

  @Test
  void aPartThatWasNotMeasuredIsNotTakenAsNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HashingTimes.parse(CSV.subList(0, 3)).ofBatch(5_000))
        .withMessage("JMH did not measure each part for batches of 5000");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HashingTimes.parse(List.of()).ofBatch(100));
  }

  @Test
  void aResultInAnotherUnitIsRefused() {
    String micros = CSV.get(1).replace("ns/op", "us/op");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HashingTimes.parse(List.of(HEADER, micros)))
        .withMessageContaining("us/op");
  }

  /** 65,536 leaves fill 256 tiles of level 0 and one of level 1. */
  @Test
  void tilesOfAllLevelsAreCounted() {
    assertThat(TileWrites.tilesOf(65_536)).isCloseTo(257, within(0.01));
  }

  @Test
  void theTableNamesTheTargetAndWhetherItIsMet() {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    Map<TreePart, Double> parts = HashingTimes.parse(CSV).ofBatch(5_000);
    List<TreeCost> costs =
        List.of(new TreeCost(5_000, parts, 1, 80, 3.3), new TreeCost(5_000, parts, 1, 200, 3));
    new TreeCostTable(costs, new PrintStream(printed, true, StandardCharsets.UTF_8)).print();
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .containsPattern("the tree's part of it +5.00 % +2.00 %")
        .containsPattern("its tiles' part of the WAL +3.30 % +3.00 %")
        .containsPattern("at most 3 % +missed +met");
  }
}
