package io.contextgraph.evidence;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Reads parts of a file. */
final class FileBytes {
  private FileBytes() {}

  /**
   * The bytes at a place.
   *
   * @throws EOFException if the file ends before
   */
  static byte[] read(FileChannel file, long at, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (file.read(bytes, at + bytes.position()) < 0) {
        throw new EOFException("the file ends too early");
      }
    }
    return bytes.array();
  }
}
