package io.contextgraph.job;

import io.contextgraph.server.Secret;
import io.contextgraph.server.ServerAddress;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.util.TimeUtils;
import org.jspecify.annotations.Nullable;

/**
 * Gathers values from a file ({@code --config FILE}, Java properties), the environment and the
 * arguments ({@code --key value}), the later ones winning, and reads them by type. Problems are
 * gathered too, and told together.
 */
final class ConfigReader {
  private static final int MOST_BYTES = 1 << 30;

  private final Map<String, String> values = new HashMap<>();
  private final List<String> problems = new ArrayList<>();

  ConfigReader(String[] arguments, Map<String, String> environment) {
    Map<String, String> given = arguments(arguments);
    String file = given.remove("config");
    if (file != null) {
      readFile(file);
    }
    for (Keys.Key key : Keys.all()) {
      String value = environment.get(key.environmentVariable());
      if (value != null) {
        values.put(key.name(), withoutUser(key.name(), value));
      }
    }
    given.forEach((name, value) -> put(name, value, "argument"));
  }

  /**
   * The command line's variables have the same names, and its URIs hold the user and the password
   * of a person. The job logs in as itself, so it takes only the server from them.
   */
  private static String withoutUser(String name, String value) {
    if (!name.endsWith(".uri")) {
      return value;
    }
    try {
      return ServerAddress.ofUriWithSecret(value).uri().toString();
    } catch (IllegalArgumentException malformed) {
      return value;
    }
  }

  private Map<String, String> arguments(String[] arguments) {
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
    for (String name : properties.stringPropertyNames()) {
      put(name, properties.getProperty(name), "key in " + file);
    }
  }

  private void put(String name, String value, String kind) {
    if (Keys.contains(name)) {
      values.put(name, value);
    } else if (name.endsWith(".password")) {
      problems.add(name + ": secrets come from a file or the environment: use " + name + "-file");
    } else {
      problems.add("unknown " + kind + " " + name + "; did you mean " + Keys.nearest(name) + "?");
    }
  }

  /** Adds what is wrong with keys that each are right. */
  void together(boolean right, String otherwise) {
    if (!right) {
      problems.add(otherwise);
    }
  }

  /**
   * @throws ConfigurationException if anything was wrong
   */
  void check() {
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
  }

  String text(String name) {
    return values.getOrDefault(name, Keys.named(name).standard()).strip();
  }

  @Nullable String optional(String name) {
    String text = text(name);
    return text.isEmpty() ? null : text;
  }

  List<String> list(String name) {
    return List.of(text(name).split(",")).stream()
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .toList();
  }

  String oneOf(String name, Set<String> allowed) {
    String text = text(name);
    if (!allowed.contains(text)) {
      problem(name);
    }
    return text;
  }

  Duration duration(String name, Duration least, Duration most) {
    return parsed(
        name,
        text -> {
          Duration duration = TimeUtils.parseDuration(text);
          if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
            throw new IllegalArgumentException("out of range");
          }
          return duration;
        },
        least);
  }

  int bytes(String name) {
    return parsed(
        name,
        text -> {
          long bytes = MemorySize.parse(text).getBytes();
          if (bytes < 1 || bytes > MOST_BYTES) {
            throw new IllegalArgumentException("out of range");
          }
          return (int) bytes;
        },
        1);
  }

  int number(String name, int least, int most) {
    return parsed(
        name,
        text -> {
          int number = Integer.parseInt(text);
          if (number < least || number > most) {
            throw new IllegalArgumentException("out of range");
          }
          return number;
        },
        least);
  }

  /** The address under {@code server.uri}, {@code .user}, {@code .password-file}, {@code -env}. */
  ServerAddress address(String server, Set<String> schemes) {
    ServerAddress otherwise = new ServerAddress(URI.create("none://none"), null, null);
    return parsed(
        server + ".uri",
        text -> {
          URI uri = URI.create(text);
          if (!schemes.contains(String.valueOf(uri.getScheme()))) {
            throw new IllegalArgumentException("another scheme");
          }
          return new ServerAddress(uri, optional(server + ".user"), secret(server));
        },
        otherwise);
  }

  private @Nullable Secret secret(String server) {
    String file = optional(server + ".password-file");
    String variable = optional(server + ".password-env");
    if (file != null && variable != null) {
      problems.add(server + ".password-file and " + server + ".password-env exclude each other");
    }
    if (file != null) {
      return new Secret.FromFile(file);
    }
    return variable == null ? null : new Secret.FromEnvironment(variable);
  }

  <T> T parsed(String name, Function<String, T> parser, T otherwise) {
    try {
      return parser.apply(text(name));
    } catch (IllegalArgumentException e) {
      problem(name);
      return otherwise;
    }
  }

  /** The value is left out of the message: it may hold a password put in the wrong place. */
  private void problem(String name) {
    problems.add(
        name
            + " (or "
            + Keys.named(name).environmentVariable()
            + ") should be "
            + Keys.named(name).meaning());
  }
}
