package io.contextgraph.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Version 1: the position as 64 bits, then the ledger's id as UTF-8. */
enum LedgerMarkSerializer implements SimpleVersionedSerializer<LedgerMark> {
  INSTANCE;

  private static final int VERSION = 1;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(LedgerMark mark) {
    byte[] id = mark.ledgerId().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Long.BYTES + id.length).putLong(mark.position()).put(id).array();
  }

  @Override
  public LedgerMark deserialize(int version, byte[] bytes) throws IOException {
    if (version != VERSION) {
      throw new IOException("ledger mark of version " + version + ", known is " + VERSION);
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    long position = in.getLong();
    return new LedgerMark(StandardCharsets.UTF_8.decode(in).toString(), position);
  }
}
