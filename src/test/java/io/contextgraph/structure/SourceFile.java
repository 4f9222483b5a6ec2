package io.contextgraph.structure;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The measurements of one source file. A line of code is a line that contains more than white space
 * and comments.
 *
 * @param type the qualified name of its top-level type
 * @param codeLines lines of code
 * @param methods each method and constructor with a body
 * @param references the names of types in its code that may belong to the project
 */
record SourceFile(String type, int codeLines, List<Method> methods, Set<String> references) {

  /** A method and its lines of code, from its signature to its closing brace. */
  record Method(String name, int codeLines) {}

  static SourceFile of(CompilationUnitTree unit, SourcePositions positions) {
    Path path = Path.of(unit.getSourceFile().toUri());
    String simpleName = path.getFileName().toString().replace(".java", "");
    boolean[] code = CodeLines.of(read(path));
    return new SourceFile(
        unit.getPackageName() + "." + simpleName,
        count(code, 0, code.length),
        methods(unit, positions, code),
        references(unit));
  }

  private static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int count(boolean[] code, int from, int to) {
    int lines = 0;
    for (int i = from; i < to; i++) {
      lines += code[i] ? 1 : 0;
    }
    return lines;
  }

  private static List<Method> methods(
      CompilationUnitTree unit, SourcePositions positions, boolean[] code) {
    LineMap lines = unit.getLineMap();
    List<Method> methods = new ArrayList<>();
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitMethod(MethodTree method, Void nothing) {
        if (method.getBody() != null) {
          int first = (int) lines.getLineNumber(positions.getStartPosition(unit, method));
          int end = (int) lines.getLineNumber(positions.getEndPosition(unit, method));
          methods.add(new Method(method.getName().toString(), count(code, first - 1, end)));
        }
        return super.visitMethod(method, nothing);
      }
    }.scan(unit, null);
    return methods;
  }

  /** Imported types by their qualified name, all other identifiers in the file's own package. */
  private static Set<String> references(CompilationUnitTree unit) {
    Map<String, String> imported = new HashMap<>();
    for (ImportTree line : unit.getImports()) {
      String name = line.getQualifiedIdentifier().toString();
      imported.put(name.substring(name.lastIndexOf('.') + 1), name);
    }
    Set<String> references = new HashSet<>();
    TreeScanner<Void, Void> identifiers =
        new TreeScanner<>() {
          @Override
          public Void visitIdentifier(IdentifierTree identifier, Void nothing) {
            String name = identifier.getName().toString();
            references.add(imported.getOrDefault(name, unit.getPackageName() + "." + name));
            return null;
          }
        };
    for (Tree declaration : unit.getTypeDecls()) {
      identifiers.scan(declaration, null);
    }
    return references;
  }

  /** Whether the file's code mentions a top-level type, a nested type or a static member of it. */
  boolean mentions(String otherType) {
    return !type.equals(otherType)
        && references.stream()
            .anyMatch(name -> name.equals(otherType) || name.startsWith(otherType + "."));
  }
}
