package io.contextgraph.local;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the newest file with a name in folders where files are being created and deleted. */
final class NewestFile implements FileVisitor<Path> {
  private final String name;
  private @Nullable Path newest;
  private FileTime at = FileTime.fromMillis(0);

  NewestFile(String name) {
    this.name = name;
  }

  Optional<Path> found() {
    return Optional.ofNullable(newest);
  }

  @Override
  public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (file.endsWith(name) && attributes.lastModifiedTime().compareTo(at) > 0) {
      newest = file;
      at = attributes.lastModifiedTime();
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
    return ended(e);
  }

  @Override
  public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e)
      throws IOException {
    return ended(e);
  }

  private static FileVisitResult ended(@Nullable IOException e) throws IOException {
    if (e != null && !(e instanceof NoSuchFileException)) {
      throw e;
    }
    return FileVisitResult.CONTINUE;
  }
}
