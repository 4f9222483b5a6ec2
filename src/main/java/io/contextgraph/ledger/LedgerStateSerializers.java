package io.contextgraph.ledger;

import io.contextgraph.event.EventId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Serializers for the state of the sink and the source. They read versions 1 and 2. */
final class LedgerStateSerializers {
  /** A mark, the state of the sink's writer. */
  static final SimpleVersionedSerializer<LedgerMark> MARK = new OfMark();

  /** A split, the state of the source's reader. */
  static final SimpleVersionedSerializer<LedgerSplit> SPLIT = new OfSplit();

  /** The unassigned split, the state of the source's enumerator. */
  static final SimpleVersionedSerializer<Optional<LedgerSplit>> UNASSIGNED = new OfUnassigned();

  private static final int WITHOUT_ID = 1;
  private static final int VERSION = 2;

  private LedgerStateSerializers() {}

  private static void requireKnown(int version) throws IOException {
    if (version != WITHOUT_ID && version != VERSION) {
      throw new IOException(
          "the ledger's state has version " + version + ", but only 1 and 2 are known");
    }
  }

  /**
   * Version 2: the position as 64 bits, big-endian; the id of the event at it as 128 bits after a
   * byte 1, or a byte 0 if there is none; then the ledger's id as UTF-8. Version 1 is the same
   * without the event.
   */
  private static final class OfMark implements SimpleVersionedSerializer<LedgerMark> {
    private static final byte ABSENT = 0;
    private static final byte PRESENT = 1;
    private static final int ID_BYTES = 1 + 2 * Long.BYTES;

    @Override
    public int getVersion() {
      return VERSION;
    }

    @Override
    public byte[] serialize(LedgerMark mark) {
      byte[] ledgerId = mark.ledgerId().getBytes(StandardCharsets.UTF_8);
      ByteBuffer out = ByteBuffer.allocate(Long.BYTES + ID_BYTES + ledgerId.length);
      out.putLong(mark.position());
      EventId id = mark.eventId();
      if (id == null) {
        out.put(ABSENT);
      } else {
        out.put(PRESENT).putLong(id.high()).putLong(id.low());
      }
      return Arrays.copyOf(out.put(ledgerId).array(), out.position());
    }

    @Override
    public LedgerMark deserialize(int version, byte[] bytes) throws IOException {
      requireKnown(version);
      ByteBuffer in = ByteBuffer.wrap(bytes);
      long position = in.getLong();
      boolean hasId = version != WITHOUT_ID && in.get() == PRESENT;
      EventId id = hasId ? new EventId(in.getLong(), in.getLong()) : null;
      return new LedgerMark(StandardCharsets.UTF_8.decode(in).toString(), position, id);
    }
  }

  /** The split's mark, in the same version. */
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

  /** The split in the same version, or no bytes. */
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
