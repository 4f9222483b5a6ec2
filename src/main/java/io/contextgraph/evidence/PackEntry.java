package io.contextgraph.evidence;

/**
 * A file in a pack, as the zip file describes it. Proves nothing.
 *
 * @param name of the file
 * @param crc CRC-32 of its bytes
 * @param compressed its bytes in the pack
 * @param size its bytes
 * @param offset of its local header in the pack
 */
record PackEntry(String name, int crc, long compressed, long size, long offset) {
  /** Bytes of a local header without the name. */
  static final int LOCAL_HEADER = 30;

  /** Where its compressed bytes begin. */
  long dataOffset() {
    return offset + LOCAL_HEADER + name.length();
  }

  /** Where the next header begins. */
  long end() {
    return dataOffset() + compressed;
  }
}
