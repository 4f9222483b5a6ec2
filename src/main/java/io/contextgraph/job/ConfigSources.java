package io.contextgraph.job;

import io.contextgraph.server.ServerAddress;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Collects values by key from a file ({@code --config FILE}, Java properties), the environment and
 * the arguments ({@code --key value}); later sources override earlier ones.
 */
final class ConfigSources {
  private final KnownOptions known;
  private final List<String> problems;
  private final Map<String, String> values = new HashMap<>();

  /**
   * @param problems receives unknown keys, passwords given as values, and sources that cannot be
   *     read
   */
  ConfigSources(KnownOptions known, List<String> problems) {
    this.known = known;
    this.problems = problems;
  }

  Map<String, String> gather(String[] arguments, Map<String, String> environment) {
    Map<String, String> given = parse(arguments);
    String file = given.remove("config");
    if (file != null) {
      readFile(file);
    }
    for (JobOption<?> option : known.options()) {
      String value = environment.get(option.environmentVariable());
      if (value != null) {
        values.put(option.key(), withoutCredentials(option.key(), value).strip());
      }
    }
    given.forEach((key, value) -> put(key, value, "argument"));
    return values;
  }

  /**
   * The command line reads the same variables, and its URIs contain a person's user and password.
   * The job uses host, port and database from these URIs and ignores their credentials.
   */
  private static String withoutCredentials(String key, String value) {
    if (!key.endsWith(".uri")) {
      return value;
    }
    try {
      return ServerAddress.ofUriWithSecret(value).uri().toString();
    } catch (IllegalArgumentException malformed) {
      return value;
    }
  }

  private Map<String, String> parse(String[] arguments) {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i < arguments.length; i++) {
      String argument = arguments[i];
      int equals = argument.indexOf('=');
      if (!argument.startsWith("--")) {
        problems.add("argument " + (i + 1) + " should be --KEY VALUE");
      } else if (equals > 0) {
        given.put(argument.substring(2, equals), argument.substring(equals + 1));
      } else if (i + 1 < arguments.length) {
        given.put(argument.substring(2), arguments[++i]);
      } else {
        problems.add(argument + " has no value");
      }
    }
    return given;
  }

  private void readFile(String file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      problems.add("config: the file " + file + " cannot be read: " + e);
    }
    for (String key : properties.stringPropertyNames()) {
      put(key, properties.getProperty(key), "key in " + file);
    }
  }

  private void put(String key, String value, String source) {
    if (known.contains(key)) {
      values.put(key, value.strip());
    } else if (key.endsWith(".password")) {
      problems.add(key + ": secrets come from a file or the environment: use " + key + "-file");
    } else {
      problems.add("unknown " + source + " " + key + "; did you mean " + known.nearest(key) + "?");
    }
  }
}
