package io.contextgraph.structure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Keeps files and methods small and files free of circles, and prints the counts. */
class StructureTest {
  private static final int MAX_CODE_LINES_OF_NINE_FILES_IN_TEN = 120;
  private static final int LONG_METHOD = 15;
  private static final double MAX_SHARE_OF_LONG_METHODS = 0.10;

  private static SourceTree tree = new SourceTree(List.of());

  @BeforeAll
  static void measure() throws IOException {
    tree = SourceTree.below(roots("main", "local", "benchmark"));
    print("sources", tree);
    print("tests", SourceTree.below(roots("test")));
  }

  private static List<Path> roots(String... names) {
    return Stream.of(names).map(name -> Path.of("src", name, "java")).toList();
  }

  private static void print(String name, SourceTree measured) {
    System.out.printf(
        "%s: %d files; lines of code a file: median %d, p90 %d, max %d;"
            + " %d methods, %.1f %% over %d lines; %d circles%n",
        name,
        measured.files().size(),
        measured.codeLinesAt(0.5),
        measured.codeLinesAt(0.9),
        measured.codeLinesAt(1),
        measured.methods(),
        100.0 * measured.methodsOver(LONG_METHOD).size() / measured.methods(),
        LONG_METHOD,
        measured.circles().size());
  }

  @Test
  void nineFilesInTenAreShort() {
    assertThat(tree.codeLinesAt(0.9)).isLessThanOrEqualTo(MAX_CODE_LINES_OF_NINE_FILES_IN_TEN);
  }

  @Test
  void fewMethodsAreLong() {
    List<String> longMethods = tree.methodsOver(LONG_METHOD);
    assertThat((double) longMethods.size() / tree.methods())
        .as("share of long methods: %s", longMethods)
        .isLessThanOrEqualTo(MAX_SHARE_OF_LONG_METHODS);
  }

  @Test
  void noFilesFormACircle() {
    assertThat(tree.circles()).isEmpty();
  }

  @Test
  void onlyLinesWithCodeCount() {
    String text =
        """
        /* a comment
           of two lines */ class A { // code

          // no code
          String s = "/* no comment"; char c = '"';
        }
        """;
    assertThat(CodeLines.of(text)).containsExactly(false, true, false, false, true, true, false);
  }
}
