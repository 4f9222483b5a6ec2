package io.contextgraph.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {
  private final Marker control = Marker.random("control", new Random(1));
  private final Marker canary = Marker.random("canary", new Random(2));
  private final Search search =
      new Search(Stream.of(control, canary).flatMap(it -> it.needles().stream()).toList());

  @TempDir private Path folder;

  @Test
  void aStoreWithoutItsControlWasNotSearched() throws Exception {
    Files.writeString(folder.resolve("a"), canary.text());
    assertThatThrownBy(() -> new Store("disk", folder, "control").search(search))
        .isInstanceOf(AssertionError.class)
        .hasMessage(
            "this store was not searched, as its control is not found: disk: 1 files, 16 bytes, 0"
                + " vanished; control control found in 0 files as []; also found: [canary]");
  }

  @Test
  void aStoreWithItsControlIsCleanUnlessAnotherMarkerIsFound() throws Exception {
    Files.writeString(folder.resolve("a"), control.text());
    Store.Report clean = new Store("disk", folder, "control").search(search);
    assertThat(clean.hits()).isEmpty();
    Files.writeString(folder.resolve("b"), canary.text());
    assertThat(new Store("disk", folder, "control").search(search).hits())
        .extracting(Hit::marker, Hit::file)
        .contains(org.assertj.core.api.Assertions.tuple("canary", folder.resolve("b")));
  }
}
