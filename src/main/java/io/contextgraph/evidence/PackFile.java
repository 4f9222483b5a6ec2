package io.contextgraph.evidence;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Joins written members into a zip file in the form of {@link ZipForm}. */
final class PackFile {
  /** Where the last member ends at the latest: offsets in a zip file have 32 bits. */
  static final long MAX_BYTES = 0xFFFF_0000L;

  private PackFile() {}

  /**
   * Writes a pack.
   *
   * @param members in their order in the pack
   * @throws IllegalArgumentException if the file would become too large
   */
  static void write(List<MemberFile.Written> members, Path file) throws IOException {
    List<PackEntry> entries = new ArrayList<>();
    long offset = 0;
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      for (MemberFile.Written member : members) {
        PackEntry entry = member.at(offset);
        if (entry.end() > MAX_BYTES) {
          throw new IllegalArgumentException(
              "the answer is too large for one pack: ask for a part of it with --from and --to");
        }
        out.write(ZipForm.localHeader(entry));
        Files.copy(member.file(), out);
        entries.add(entry);
        offset = entry.end();
      }
      out.write(ZipForm.directory(entries));
    }
  }
}
