package io.contextgraph.verify;

import io.contextgraph.event.AttributesJson;
import io.contextgraph.event.ContentHash;
import io.contextgraph.event.StoredContentHash;
import io.contextgraph.tree.Hash;
import io.contextgraph.tree.Leaf;
import io.contextgraph.tree.LeafDigest;
import io.contextgraph.tree.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Checks rows of {@code ledger.event} by themselves: the content hash is that of the columns, and
 * columns which no hash covers byte for byte are as the job writes them. Not thread-safe.
 */
final class RowCheck {
  private static final int OCCURRED_AT = EventColumn.OCCURRED_AT.ordinal();
  private static final int ENDED_AT = EventColumn.ENDED_AT.ordinal();
  private static final int PAYLOAD = EventColumn.PAYLOAD.ordinal();
  private static final int ATTRIBUTES = EventColumn.ATTRIBUTES.ordinal();
  private static final int PERSONAL_DATA = EventColumn.PERSONAL_DATA.ordinal();

  /** Stands for a leaf that cannot be computed. */
  static final Hash NO_LEAF = Hash.of(new byte[Hash.LENGTH]);

  private final StoredContentHash hash = new StoredContentHash();
  private final LeafDigest digest = new LeafDigest();
  private final Sha256 sha256 = new Sha256();

  CheckedRow check(CopyRow row) {
    byte[] contentHash = row.bytes(EventColumn.CONTENT_HASH.ordinal());
    String fault = fault(row, contentHash);
    return new CheckedRow(
        row.int64(EventColumn.GLOBAL_POSITION.ordinal()),
        row.id(EventColumn.EVENT_ID.ordinal()),
        row.micros(OCCURRED_AT),
        row.micros(EventColumn.RECORDED_AT.ordinal()),
        contentHash,
        leaf(row, contentHash),
        fault,
        false);
  }

  private @Nullable String fault(CopyRow row, byte[] contentHash) {
    if (contentHash.length != ContentHash.LENGTH) {
      return "its content hash does not have " + ContentHash.LENGTH + " bytes";
    }
    if (contentHash[0] != ContentHash.VERSION) {
      return "its content hash has the unknown version " + contentHash[0];
    }
    if (row.length(PERSONAL_DATA) == 0) {
      return "personal_data is empty, not NULL";
    }
    hash.start();
    addFields(row);
    String attributes = addAttributes(row);
    if (attributes != null) {
      return attributes;
    }
    return Arrays.equals(hash.hash(), contentHash)
        ? null
        : "its content hash is not that of its columns";
  }

  private void addFields(CopyRow row) {
    for (int column = EventColumn.EVENT_ID.ordinal(); column <= PAYLOAD; column++) {
      if (column == OCCURRED_AT || column == ENDED_AT) {
        if (!row.isNull(column)) {
          hash.addTime(column, row.micros(column));
        }
      } else if (!row.isNull(column)) {
        hash.add(column, row.message(), row.offset(column), row.length(column));
      }
    }
  }

  /** Returns what is wrong with the attributes; null if nothing is. */
  private @Nullable String addAttributes(CopyRow row) {
    int offset = row.offset(ATTRIBUTES);
    if (row.length(ATTRIBUTES) == 2
        && row.message()[offset] == '{'
        && row.message()[offset + 1] == '}') {
      return null;
    }
    byte[] stored = row.bytes(ATTRIBUTES);
    try {
      var attributes = AttributesJson.read(new String(stored, StandardCharsets.UTF_8));
      hash.addAttributes(attributes);
      return Arrays.equals(AttributesJson.write(attributes), stored)
          ? null
          : "attributes are not written as the job writes them";
    } catch (IllegalArgumentException e) {
      return "attributes are not one JSON object of texts";
    }
  }

  private Hash leaf(CopyRow row, byte[] contentHash) {
    if (contentHash.length != ContentHash.LENGTH) {
      return NO_LEAF;
    }
    var id = row.id(EventColumn.EVENT_ID.ordinal());
    Hash content =
        digest.of(
            id.high(),
            id.low(),
            contentHash,
            row.isNull(PERSONAL_DATA) ? null : row.bytes(PERSONAL_DATA),
            row.bytes(EventColumn.STREAM.ordinal()),
            row.bytes(EventColumn.ENTRY_ID.ordinal()));
    return new Leaf(
            row.int64(EventColumn.GLOBAL_POSITION.ordinal()),
            row.micros(EventColumn.RECORDED_AT.ordinal()),
            content)
        .hash(sha256);
  }
}
