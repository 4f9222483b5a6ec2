package io.contextgraph.canary;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Files in which a server keeps what it received.
 *
 * @param folder with the files, and others
 * @param files which of them belong to the store
 * @param control the name of a marker that was written there in plain
 */
public record Store(String name, Path folder, Predicate<Path> files, String control) {
  public Store(String name, Path folder, String control) {
    this(name, folder, file -> true, control);
  }

  /** What was found in a store, whose control was. */
  public record Report(Store store, Searched searched) {
    /** The names of the markers that lie in it. */
    public Set<String> markers() {
      return searched.hits().stream()
          .map(Hit::marker)
          .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The hits of all markers but the control, each with its file. */
    public List<Hit> hits() {
      return searched.hits().stream().filter(hit -> !hit.marker().equals(store.control())).toList();
    }

    @Override
    public String toString() {
      Set<Encoding> encodings =
          searched.of(store.control()).stream()
              .map(Hit::encoding)
              .collect(Collectors.toCollection(TreeSet::new));
      long files = searched.of(store.control()).stream().map(Hit::file).distinct().count();
      return String.format(
          Locale.ROOT,
          "%s: %d files, %,d bytes, %d vanished; control %s found in %d files as %s; also found: %s",
          store.name(),
          searched.files(),
          searched.bytes(),
          searched.vanished().size(),
          store.control(),
          files,
          encodings,
          markers());
    }
  }

  /**
   * Searches the files.
   *
   * @throws AssertionError if the control is not found: whatever lies there would not be found
   *     either
   */
  public Report search(Search search) throws IOException {
    Report report = new Report(this, FolderSearch.in(folder, files, search));
    if (report.searched().of(control).isEmpty()) {
      throw new AssertionError(
          "this store was not searched, as its control is not found: " + report);
    }
    return report;
  }
}
