package io.contextgraph.evidence;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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

  private final FileChannel file;
  private final List<PackEntry> entries;

  private Pack(FileChannel file, List<PackEntry> entries) {
    this.file = file;
    this.entries = entries;
  }

  /**
   * Opens a file and reads where its members are, not the members.
   *
   * @throws MalformedPackException if it is not a zip file in the form of a pack
   */
  static Pack open(Path path) throws IOException {
    MalformedPackException.require(!Files.isDirectory(path), "it is a folder");
    FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
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

  private static List<PackEntry> entries(FileChannel file) throws IOException {
    List<PackEntry> entries = new ArrayList<>();
    long at = 0;
    while (signature(file, at) == ZipForm.LOCAL_SIGNATURE) {
      PackEntry entry = entry(file, at);
      entries.add(entry);
      at = entry.end();
      MalformedPackException.require(
          entries.size() <= MAX_ENTRIES && at <= Math.min(file.size(), PackFile.MAX_BYTES),
          "the file has too many members, is too large, or ends too early");
    }
    byte[] directory = ZipForm.directory(entries);
    MalformedPackException.require(
        file.size() - at == directory.length
            && Arrays.equals(directory, FileBytes.read(file, at, directory.length)),
        "the zip file's directory, at byte %d, is not that of its members".formatted(at));
    return List.copyOf(entries);
  }

  private static int signature(FileChannel file, long at) throws IOException {
    return ZipForm.buffer(Integer.BYTES).put(FileBytes.read(file, at, Integer.BYTES)).getInt(0);
  }

  private static PackEntry entry(FileChannel file, long at) throws IOException {
    ByteBuffer header =
        ZipForm.buffer(PackEntry.LOCAL_HEADER)
            .put(FileBytes.read(file, at, PackEntry.LOCAL_HEADER));
    int length = Short.toUnsignedInt(header.getShort(26));
    MalformedPackException.require(
        length <= MAX_NAME, "a name of the zip file, at byte %d, is too long".formatted(at));
    byte[] name = FileBytes.read(file, at + PackEntry.LOCAL_HEADER, length);
    PackEntry entry =
        new PackEntry(
            new String(name, StandardCharsets.US_ASCII),
            header.getInt(14),
            Integer.toUnsignedLong(header.getInt(18)),
            Integer.toUnsignedLong(header.getInt(22)),
            at);
    MalformedPackException.require(
        Arrays.equals(
            ZipForm.localHeader(entry), FileBytes.read(file, at, PackEntry.LOCAL_HEADER + length)),
        "the zip file, at byte %d, is not in the form of a pack".formatted(at));
    return entry;
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
