package io.contextgraph.ledger;

import io.contextgraph.event.Slice;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.source.reader.SingleThreadMultiplexSourceReaderBase;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;

/** Flink's source reader around {@link LedgerSplitReader}; its state is the last emitted slice. */
final class LedgerSourceReader
    extends SingleThreadMultiplexSourceReaderBase<
        Slice, Slice, LedgerSplit, AtomicReference<LedgerMark>> {

  LedgerSourceReader(
      Supplier<SplitReader<Slice, LedgerSplit>> splitReader,
      Configuration configuration,
      SourceReaderContext context) {
    super(
        splitReader,
        (slice, output, mark) -> {
          output.collect(slice);
          mark.set(new LedgerMark(slice.ledgerId(), slice.upTo(), slice.upToId()));
        },
        configuration,
        context);
  }

  @Override
  protected void onSplitFinished(Map<String, AtomicReference<LedgerMark>> finished) {}

  @Override
  protected AtomicReference<LedgerMark> initializedState(LedgerSplit split) {
    return new AtomicReference<>(split.mark());
  }

  @Override
  protected LedgerSplit toSplitType(String splitId, AtomicReference<LedgerMark> mark) {
    return new LedgerSplit(Objects.requireNonNull(mark.get()));
  }
}
