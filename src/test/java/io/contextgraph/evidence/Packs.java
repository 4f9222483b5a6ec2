package io.contextgraph.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Takes packs apart with the JDK's own reader, and joins them again. */
public final class Packs {
  private Packs() {}

  /** The members by name, in their order. */
  public static Map<String, byte[]> read(Path pack) throws IOException {
    Map<String, byte[]> members = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(pack.toFile())) {
      for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
        members.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
      }
    }
    return members;
  }

  /** Writes members in the form of a pack, with the digests that they have in its manifest. */
  public static void write(Map<String, byte[]> members, Path pack) throws IOException {
    Manifest manifest = ManifestJson.read(members.get(Member.MANIFEST.fileName()));
    try (PackDraft draft = PackDraft.in(pack)) {
      members.forEach((name, bytes) -> add(draft, name, bytes));
      draft.finish(
          new Manifest(
              manifest.question(),
              manifest.origin(),
              manifest.treeSize(),
              manifest.events(),
              manifest.controlEvents(),
              manifest.deadLetters(),
              draft.digests()),
          pack);
    }
  }

  private static void add(PackDraft draft, String name, byte[] bytes) {
    Member member = Member.of(name).orElseThrow();
    if (member == Member.MANIFEST) {
      return;
    }
    try {
      draft.add(member, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A pack whose checkpoint the example key of Go's sumdb/note signed. */
  public static byte[] example() throws IOException {
    Path folder = Files.createTempDirectory("packs-");
    Path file = PackFixture.withoutWitness(30).write(PackFixture.OF_S1, folder.resolve("pack.zip"));
    byte[] pack = Files.readAllBytes(file);
    Files.delete(file);
    Files.delete(folder);
    return pack;
  }
}
