package io.contextgraph.ledger;

import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Version 1: the mark of the split. */
enum LedgerSplitSerializer implements SimpleVersionedSerializer<LedgerSplit> {
  INSTANCE;

  @Override
  public int getVersion() {
    return LedgerMarkSerializer.INSTANCE.getVersion();
  }

  @Override
  public byte[] serialize(LedgerSplit split) {
    return LedgerMarkSerializer.INSTANCE.serialize(split.mark());
  }

  @Override
  public LedgerSplit deserialize(int version, byte[] bytes) throws IOException {
    return new LedgerSplit(LedgerMarkSerializer.INSTANCE.deserialize(version, bytes));
  }
}
