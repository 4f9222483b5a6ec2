package io.contextgraph.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Serializers for the state of the sink and the source. They refuse every version but 1. */
final class LedgerStateSerializers {
  /** A mark, the state of the sink's writer. */
  static final SimpleVersionedSerializer<LedgerMark> MARK = new OfMark();

  /** A split, the state of the source's reader. */
  static final SimpleVersionedSerializer<LedgerSplit> SPLIT = new OfSplit();

  /** The unassigned split, the state of the source's enumerator. */
  static final SimpleVersionedSerializer<Optional<LedgerSplit>> UNASSIGNED = new OfUnassigned();

  private static final int VERSION = 1;

  private LedgerStateSerializers() {}

  private static void requireKnown(int version) throws IOException {
    if (version != VERSION) {
      throw new IOException(
          "the ledger's state has version " + version + ", but only version 1 is known");
    }
  }

  /** Version 1: the position as 64 bits, big-endian, then the ledger's id as UTF-8. */
  private static final class OfMark implements SimpleVersionedSerializer<LedgerMark> {
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
      requireKnown(version);
      ByteBuffer in = ByteBuffer.wrap(bytes);
      long position = in.getLong();
      return new LedgerMark(StandardCharsets.UTF_8.decode(in).toString(), position);
    }
  }

  /** Version 1: the split's mark. */
  private static final class OfSplit implements SimpleVersionedSerializer<LedgerSplit> {
    @Override
    public int getVersion() {
      return VERSION;
    }

    @Override
    public byte[] serialize(LedgerSplit split) throws IOException {
      return MARK.serialize(split.mark());
    }

    @Override
    public LedgerSplit deserialize(int version, byte[] bytes) throws IOException {
      return new LedgerSplit(MARK.deserialize(version, bytes));
    }
  }

  /** Version 1: the split, or no bytes. */
  private static final class OfUnassigned
      implements SimpleVersionedSerializer<Optional<LedgerSplit>> {
    @Override
    public int getVersion() {
      return VERSION;
    }

    @Override
    public byte[] serialize(Optional<LedgerSplit> unassigned) throws IOException {
      return unassigned.isPresent() ? SPLIT.serialize(unassigned.get()) : new byte[0];
    }

    @Override
    public Optional<LedgerSplit> deserialize(int version, byte[] bytes) throws IOException {
      requireKnown(version);
      return bytes.length == 0 ? Optional.empty() : Optional.of(SPLIT.deserialize(version, bytes));
    }
  }
}
