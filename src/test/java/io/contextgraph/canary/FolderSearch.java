package io.contextgraph.canary;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Reads the raw bytes of every regular file of a folder that its servers may be writing. */
public final class FolderSearch {
  private final Search search;
  private final List<Hit> hits = new ArrayList<>();
  private final List<Path> vanished = new ArrayList<>();
  private int files;
  private long bytes;

  private FolderSearch(Search search) {
    this.search = search;
  }

  /**
   * Searches a folder and those below it; links are not followed.
   *
   * @param wanted which files to read
   * @throws IOException if a file that exists cannot be read
   */
  public static Searched in(Path folder, Predicate<Path> wanted, Search search) throws IOException {
    FolderSearch run = new FolderSearch(search);
    for (Path file : run.files(folder)) {
      if (wanted.test(file)) {
        run.read(file);
      }
    }
    return new Searched(run.files, run.bytes, run.hits, run.vanished);
  }

  private List<Path> files(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile()) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (!(e instanceof NoSuchFileException)) {
              throw e;
            }
            vanished.add(file);
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }

  private void read(Path file) throws IOException {
    try (InputStream input = Files.newInputStream(file)) {
      Search.Found found = search.in(input);
      files++;
      bytes += found.bytes();
      found
          .hits()
          .forEach(
              (needle, times) ->
                  hits.add(new Hit(file, needle.marker(), needle.encoding(), times)));
    } catch (NoSuchFileException e) {
      vanished.add(file);
    } catch (IOException e) {
      throw new IOException("cannot read " + file, e);
    }
  }
}
