package io.contextgraph.local;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What one of Flink's command-line programs printed.
 *
 * @param text standard output and error
 */
record ClientOutput(int exitCode, String text) {
  private static final String RESULT = "BASH_JAVA_UTILS_EXEC_RESULT:";
  private static final String CAUSED_BY = "Caused by: ";
  private static final String PLAN = "- Execution Plan -";
  private static final String SUBMITTED = "Job has been submitted with JobID ";
  private static final Pattern EXCEPTION = Pattern.compile("[\\w.]+\\.[\\w$]*(Exception|Error)\\b");
  private static final Pattern CLASS = Pattern.compile("^[\\w.$]+(Exception|Error): (?=.)");

  private static final Pattern SERVER = Pattern.compile("\\b(Redis|Postgres|Neo4j) at \\w+");

  /** The lines of a {@code ConfigurationException} of the job, each about one key. */
  private static final String PROBLEM = "  - ";

  /**
   * The last cause that a stack trace names, in one line; where a cause names a server and its
   * address, which those of drivers do not, the last one that does.
   */
  static Optional<String> rootCause(String trace) {
    List<String> causes = causes(trace);
    return causes.stream()
        .filter(SERVER.asPredicate())
        .reduce((first, last) -> last)
        .or(() -> causes.stream().reduce((first, last) -> last));
  }

  private static List<String> causes(String trace) {
    return trace
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith(CAUSED_BY) || EXCEPTION.matcher(line).lookingAt())
        .map(line -> line.startsWith(CAUSED_BY) ? line.substring(CAUSED_BY.length()) : line)
        .toList();
  }

  /** Why the program failed, in one line without the name of a class. */
  String reason() {
    String problems =
        text.lines()
            .filter(line -> line.startsWith(PROBLEM))
            .map(line -> line.substring(PROBLEM.length()))
            .distinct()
            .collect(Collectors.joining("; "));
    return problems.isEmpty()
        ? rootCause(text).map(ClientOutput::withoutClass).orElse("exit code " + exitCode)
        : problems;
  }

  /** A cause without the class of its exception, where a message follows. */
  static String withoutClass(String cause) {
    return CLASS.matcher(cause).replaceFirst("");
  }

  List<String> results() {
    return text.lines()
        .filter(line -> line.startsWith(RESULT))
        .map(line -> line.substring(RESULT.length()))
        .toList();
  }

  /** The id of the job that was submitted. */
  Optional<String> jobId() {
    return text.lines()
        .filter(line -> line.contains(SUBMITTED))
        .map(line -> line.substring(line.indexOf(SUBMITTED) + SUBMITTED.length()).strip())
        .findFirst();
  }

  /** The plan of a job, as JSON. */
  Optional<String> plan() {
    int title = text.indexOf(PLAN);
    int begin = title < 0 ? -1 : text.indexOf("\n{", title);
    int end = begin < 0 ? -1 : text.indexOf("\n---", begin);
    return end < 0 ? Optional.empty() : Optional.of(text.substring(begin + 1, end));
  }
}
