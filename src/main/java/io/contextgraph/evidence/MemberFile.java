package io.contextgraph.evidence;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * A member of a pack that is being written: its bytes go to a file of their own, compressed, since
 * a zip file has its members one after the other and the events and their proofs arise together.
 */
final class MemberFile extends OutputStream {
  private static final int LEVEL = 6;
  private static final int BUFFER = 1 << 16;

  private final Member member;
  private final Path file;
  private final Deflater deflater = new Deflater(LEVEL, true);
  private final OutputStream out;
  private final CRC32 crc = new CRC32();
  private final MessageDigest sha256 = Digests.sha256();
  private long size;

  /**
   * @param folder of the file
   */
  MemberFile(Member member, Path folder) throws IOException {
    this.member = member;
    this.file = folder.resolve(member.fileName());
    this.out =
        new BufferedOutputStream(
            new DeflaterOutputStream(Files.newOutputStream(file), deflater, BUFFER), BUFFER);
  }

  /**
   * A member as it was written.
   *
   * @param file has its compressed bytes
   * @param sha256 of its bytes, in hexadecimal
   */
  record Written(Member member, Path file, int crc, long compressed, long size, String sha256) {
    PackEntry at(long offset) {
      return new PackEntry(member.fileName(), crc, compressed, size, offset);
    }
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  /**
   * @throws IllegalArgumentException if the member would become too large for a pack
   */
  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    size += length;
    if (size > member.maxBytes()) {
      throw new IllegalArgumentException(
          "the answer is too large for one pack: %s would have more than %d bytes; ask for a part of it with --from and --to"
              .formatted(member.fileName(), member.maxBytes()));
    }
    crc.update(bytes, from, length);
    sha256.update(bytes, from, length);
    out.write(bytes, from, length);
  }

  /** Ends the member. */
  Written end() throws IOException {
    close();
    return new Written(
        member,
        file,
        (int) crc.getValue(),
        Files.size(file),
        size,
        HexFormat.of().formatHex(sha256.digest()));
  }

  @Override
  public void close() throws IOException {
    out.close();
    deflater.end();
  }
}
