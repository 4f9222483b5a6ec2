package io.contextgraph.evidence;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** A pack that is being written, in a folder beside its place, which {@link #close} removes. */
final class PackDraft implements Closeable {
  private static final String JOINED = "pack.zip";

  private final Path folder;
  private final List<MemberFile.Written> members = new ArrayList<>();

  private PackDraft(Path folder) {
    this.folder = folder;
  }

  /** A draft of a file, in the same folder. */
  static PackDraft in(Path file) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    return new PackDraft(
        Files.createTempDirectory(parent == null ? Path.of(".") : parent, ".evidence-"));
  }

  /** Begins a member; several may be written at once. */
  MemberFile open(Member member) throws IOException {
    return new MemberFile(member, folder);
  }

  /** Adds a member behind those before it. */
  void add(MemberFile.Written member) {
    members.add(member);
  }

  void add(Member member, byte[] bytes) throws IOException {
    try (MemberFile file = open(member)) {
      file.write(bytes);
      add(file.end());
    }
  }

  List<Manifest.Digest> digests() {
    return members.stream()
        .map(it -> new Manifest.Digest(it.member().fileName(), it.size(), it.sha256()))
        .toList();
  }

  /** Writes the pack with its manifest as the first member. */
  void finish(Manifest manifest, Path file) throws IOException {
    add(Member.MANIFEST, ManifestJson.write(manifest));
    List<MemberFile.Written> ordered = new ArrayList<>(members);
    ordered.add(0, ordered.remove(ordered.size() - 1));
    Path joined = folder.resolve(JOINED);
    PackFile.write(ordered, joined);
    Files.move(joined, file, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void close() throws IOException {
    List<Path> files;
    try (var all = Files.list(folder)) {
      files = all.toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
    Files.delete(folder);
  }
}
