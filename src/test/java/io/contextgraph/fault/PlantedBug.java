package io.contextgraph.fault;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A bug as a change to the job's source; see {@code src/test/resources/bugs/README.md}.
 *
 * @param caught prefix of the violation that the checker must report
 * @param changed each changed source file by its path below {@code io/contextgraph}
 */
record PlantedBug(String name, String caught, BugScenario scenario, Map<String, String> changed) {
  private static final Path SOURCES = Path.of("src/main/java/io/contextgraph");

  /** Returns all planted bugs, by name. */
  static List<PlantedBug> all(Path project) throws IOException {
    List<PlantedBug> bugs = new ArrayList<>();
    try (Stream<Path> files = Files.list(project.resolve("src/test/resources/bugs"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".bug")).sorted().toList()) {
        bugs.add(read(project, file));
      }
    }
    return bugs;
  }

  private static PlantedBug read(Path project, Path file) throws IOException {
    String text = Files.readString(file);
    Map<String, String> changed = new LinkedHashMap<>();
    for (String part : after(text, "\nfile: ")) {
      String source = part.lines().findFirst().orElseThrow().strip();
      String code = Files.readString(project.resolve(SOURCES).resolve(source));
      for (String edit : after(part, "<<<<\n")) {
        int middle = edit.indexOf("\n====\n");
        String old = edit.substring(0, middle);
        String fresh = edit.substring(middle + 6, edit.indexOf("\n>>>>"));
        int at = code.indexOf(old);
        if (at < 0 || code.indexOf(old, at + 1) >= 0) {
          throw new IllegalStateException(file + ": not found exactly once in " + source);
        }
        code = code.substring(0, at) + fresh + code.substring(at + old.length());
      }
      changed.put(source, code);
    }
    String name = file.getFileName().toString().replace(".bug", "");
    return new PlantedBug(
        name, value(text, "caught: "), BugScenario.valueOf(value(text, "scenario: ")), changed);
  }

  private static List<String> after(String text, String mark) {
    List<String> parts = new ArrayList<>();
    for (int at = text.indexOf(mark); at >= 0; ) {
      int next = text.indexOf(mark, at + mark.length());
      parts.add(text.substring(at + mark.length(), next < 0 ? text.length() : next));
      at = next;
    }
    return parts;
  }

  private static String value(String text, String key) {
    return text.lines()
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(key.length()).strip())
        .findFirst()
        .orElseThrow();
  }

  /** Compiles the changed classes and returns their folder. */
  Path compiled(Path folder) throws IOException {
    Path sources = folder.resolve(name).resolve("sources/io/contextgraph");
    Path classes = Files.createDirectories(folder.resolve(name).resolve("classes"));
    List<Path> files = new ArrayList<>();
    for (Map.Entry<String, String> source : changed.entrySet()) {
      Path file = sources.resolve(source.getKey());
      Files.createDirectories(file.getParent());
      files.add(Files.writeString(file, source.getValue()));
    }
    compile(files, classes);
    return classes;
  }

  /** Copies the job's jar, puts the bug into the copy, and returns the copy's path. */
  Path plant(Path project, Path folder) throws IOException {
    Path classes = compiled(folder);
    Path jar = folder.resolve(name).resolve("context-graph.jar");
    Files.copy(
        project.resolve("target/context-graph.jar"), jar, StandardCopyOption.REPLACE_EXISTING);
    try (FileSystem inside = FileSystems.newFileSystem(jar);
        Stream<Path> compiled = Files.walk(classes)) {
      for (Path type : compiled.filter(Files::isRegularFile).toList()) {
        Files.copy(
            type,
            inside.getPath("/").resolve(classes.relativize(type).toString()),
            StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return jar;
  }

  private void compile(List<Path> files, Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of(
              "-d", classes.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none");
      if (!compiler
          .getTask(null, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files))
          .call()) {
        throw new IllegalStateException("the bug " + name + " does not compile");
      }
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
