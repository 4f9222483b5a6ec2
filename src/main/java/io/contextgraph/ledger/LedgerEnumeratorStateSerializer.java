package io.contextgraph.ledger;

import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Version 1: the split, or nothing. */
enum LedgerEnumeratorStateSerializer implements SimpleVersionedSerializer<LedgerEnumeratorState> {
  INSTANCE;

  @Override
  public int getVersion() {
    return LedgerSplitSerializer.INSTANCE.getVersion();
  }

  @Override
  public byte[] serialize(LedgerEnumeratorState state) {
    return state.unassigned() == null
        ? new byte[0]
        : LedgerSplitSerializer.INSTANCE.serialize(state.unassigned());
  }

  @Override
  public LedgerEnumeratorState deserialize(int version, byte[] bytes) throws IOException {
    return new LedgerEnumeratorState(
        bytes.length == 0 ? null : LedgerSplitSerializer.INSTANCE.deserialize(version, bytes));
  }
}
