package io.contextgraph.evidence;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A zip file that may be a pack. Accepts only the form of {@link ZipForm}, in which no byte is
 * free: no other program can show other members than this one. Reads are bounded whatever sizes the
 * file claims, and names are never used as paths.
 */
final class Pack implements Closeable {
  private static final int MAX_ENTRIES = 32;
  private static final int MAX_NAME = 64;

  private final RandomAccessFile file;
  private final List<PackEntry> entries;

  private Pack(RandomAccessFile file, List<PackEntry> entries) {
    this.file = file;
    this.entries = entries;
  }

  /**
   * Opens a file and reads where its members are, not the members.
   *
   * @throws MalformedPackException if it is not a zip file in the form of a pack
   */
  static Pack open(Path path) throws IOException {
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "r");
    try {
      return new Pack(file, entries(file));
    } catch (EOFException e) {
      file.close();
      throw new MalformedPackException("the file ends too early", e);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static List<PackEntry> entries(RandomAccessFile file) throws IOException {
    List<PackEntry> entries = new ArrayList<>();
    long at = 0;
    while (signature(file, at) == ZipForm.LOCAL_SIGNATURE) {
      PackEntry entry = entry(file, at);
      entries.add(entry);
      at = entry.end();
      MalformedPackException.require(
          entries.size() <= MAX_ENTRIES && at <= file.length(),
          "the file has too many members, or ends too early");
    }
    byte[] directory = ZipForm.directory(entries);
    MalformedPackException.require(
        file.length() - at == directory.length
            && Arrays.equals(directory, bytes(file, at, directory.length)),
        "the zip file's directory, at byte %d, is not that of its members".formatted(at));
    return List.copyOf(entries);
  }

  private static int signature(RandomAccessFile file, long at) throws IOException {
    return ZipForm.buffer(Integer.BYTES).put(bytes(file, at, Integer.BYTES)).getInt(0);
  }

  private static PackEntry entry(RandomAccessFile file, long at) throws IOException {
    ByteBuffer header =
        ZipForm.buffer(ZipForm.LOCAL_HEADER).put(bytes(file, at, ZipForm.LOCAL_HEADER));
    int length = Short.toUnsignedInt(header.getShort(26));
    MalformedPackException.require(
        length <= MAX_NAME, "a name of the zip file, at byte %d, is too long".formatted(at));
    byte[] name = bytes(file, at + ZipForm.LOCAL_HEADER, length);
    PackEntry entry =
        new PackEntry(
            new String(name, StandardCharsets.US_ASCII),
            header.getInt(14),
            Integer.toUnsignedLong(header.getInt(18)),
            Integer.toUnsignedLong(header.getInt(22)),
            at);
    MalformedPackException.require(
        Arrays.equals(ZipForm.localHeader(entry), bytes(file, at, ZipForm.LOCAL_HEADER + length)),
        "the zip file, at byte %d, is not in the form of a pack".formatted(at));
    return entry;
  }

  private static byte[] bytes(RandomAccessFile file, long at, int length) throws IOException {
    byte[] bytes = new byte[length];
    file.seek(at);
    file.readFully(bytes);
    return bytes;
  }

  /** Its members in their order, whatever they are called. */
  List<PackEntry> entries() {
    return entries;
  }

  /** The first entry of a member. */
  Optional<PackEntry> entry(Member member) {
    return entries.stream().filter(it -> it.name().equals(member.fileName())).findFirst();
  }

  /** The bytes of an entry; reading throws {@link MalformedPackException} if they are damaged. */
  InputStream open(PackEntry entry) {
    return new MemberStream(file, entry);
  }

  /**
   * All bytes of a small member.
   *
   * @throws MalformedPackException if it is missing, damaged or too large
   */
  byte[] bytes(Member member) throws IOException {
    PackEntry entry = required(member);
    MalformedPackException.require(
        entry.size() <= member.maxBytes(), member.fileName() + " is too large");
    try (InputStream in = open(entry)) {
      return in.readAllBytes();
    }
  }

  /**
   * The entry of a member.
   *
   * @throws MalformedPackException if it is missing
   */
  PackEntry required(Member member) {
    return entry(member)
        .orElseThrow(
            () -> new MalformedPackException("the file has no member " + member.fileName()));
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
