package io.contextgraph.structure;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The source files below some folders, without package descriptions. */
record SourceTree(List<SourceFile> files) {

  static SourceTree below(List<Path> roots) throws IOException {
    List<Path> paths = new ArrayList<>();
    for (Path root : roots) {
      try (Stream<Path> found = Files.walk(root)) {
        found
            .filter(path -> path.toString().endsWith(".java"))
            .filter(path -> !path.endsWith("package-info.java"))
            .forEach(paths::add);
      }
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  manager,
                  null,
                  List.of("-proc:none"),
                  null,
                  manager.getJavaFileObjectsFromPaths(paths));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      List<SourceFile> files = new ArrayList<>();
      for (CompilationUnitTree unit : task.parse()) {
        files.add(SourceFile.of(unit, positions));
      }
      return new SourceTree(files);
    }
  }

  /** Lines of code of the file that is longer than {@code share} of the files. */
  int codeLinesAt(double share) {
    List<Integer> sizes = files.stream().map(SourceFile::codeLines).sorted().toList();
    return sizes.get(Math.max(0, (int) Math.ceil(sizes.size() * share) - 1));
  }

  /** Each method with more lines of code than the limit, with its file. */
  List<String> methodsOver(int codeLines) {
    List<String> names = new ArrayList<>();
    for (SourceFile file : files) {
      file.methods().stream()
          .filter(method -> method.codeLines() > codeLines)
          .forEach(
              method -> names.add(method.codeLines() + " " + file.type() + "." + method.name()));
    }
    return names;
  }

  int methods() {
    return files.stream().mapToInt(file -> file.methods().size()).sum();
  }

  /** The groups of files that all reach each other through references. */
  Set<Set<String>> circles() {
    Map<String, Set<String>> mentioned = new TreeMap<>();
    for (SourceFile file : files) {
      Set<String> others = new TreeSet<>();
      for (SourceFile other : files) {
        if (file.mentions(other.type())) {
          others.add(other.type());
        }
      }
      mentioned.put(file.type(), others);
    }
    Map<String, Set<String>> reached = new HashMap<>();
    mentioned.keySet().forEach(type -> reached.put(type, reach(type, mentioned)));
    Set<Set<String>> circles = new HashSet<>();
    for (String type : mentioned.keySet()) {
      Set<String> circle = new TreeSet<>(reached.get(type));
      circle.removeIf(other -> !reached.get(other).contains(type));
      if (circle.size() > 1) {
        circles.add(circle);
      }
    }
    return circles;
  }

  private static Set<String> reach(String type, Map<String, Set<String>> mentioned) {
    Set<String> reached = new HashSet<>();
    List<String> open = new ArrayList<>(mentioned.get(type));
    while (!open.isEmpty()) {
      String next = open.remove(open.size() - 1);
      if (reached.add(next)) {
        open.addAll(mentioned.get(next));
      }
    }
    return reached;
  }
}
