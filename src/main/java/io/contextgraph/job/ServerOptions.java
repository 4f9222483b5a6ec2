package io.contextgraph.job;

import io.contextgraph.server.Secret;
import io.contextgraph.server.ServerAddress;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The options of one server: where it is, how the job logs in, and how connections are protected.
 */
record ServerOptions(
    Set<String> schemes,
    JobOption<String> uri,
    JobOption<String> user,
    JobOption<String> passwordFile,
    JobOption<String> passwordEnvironment,
    TlsOptions tls) {
  private static final ServerAddress NONE =
      new ServerAddress(URI.create("none://none"), null, null);

  /**
   * @param secretsAt the machines that read the password and the TLS files
   */
  static ServerOptions of(
      String server,
      Set<String> schemes,
      JobOption<String> uri,
      JobOption<String> user,
      String secretsAt) {
    return new ServerOptions(
        schemes,
        uri,
        user,
        JobOption.text(
            server + ".password-file",
            null,
            "a file on the " + secretsAt,
            "the file that contains the password"),
        JobOption.text(
            server + ".password-env",
            null,
            "an environment variable on the " + secretsAt,
            "the environment variable that contains the password"),
        TlsOptions.of(server, secretsAt));
  }

  List<JobOption<?>> all() {
    return Stream.<JobOption<?>>concat(
            Stream.of(uri, user, passwordFile, passwordEnvironment), tls.all().stream())
        .toList();
  }

  /** The server, which the job uses. */
  ServerAddress read(OptionReader reader) {
    return read(reader, true);
  }

  /**
   * The server.
   *
   * @param used whether the job connects to it; one that it never contacts may be unprotected
   */
  ServerAddress read(OptionReader reader, boolean used) {
    Secret password = password(reader);
    ServerAddress address =
        reader.parsed(uri, text -> address(text, reader.optional(user), password), NONE);
    return address == NONE ? NONE : tls.protect(address, uri, reader, used);
  }

  private ServerAddress address(String text, @Nullable String login, @Nullable Secret password) {
    URI parsed = URI.create(text);
    if (!schemes.contains(String.valueOf(parsed.getScheme()))) {
      throw new IllegalArgumentException("another scheme");
    }
    return new ServerAddress(parsed, login, password);
  }

  private @Nullable Secret password(OptionReader reader) {
    String file = reader.optional(passwordFile);
    String variable = reader.optional(passwordEnvironment);
    reader.require(
        file == null || variable == null,
        passwordFile.names()
            + " and "
            + passwordEnvironment.names()
            + " are mutually exclusive: both are set");
    if (file != null) {
      return new Secret.FromFile(file);
    }
    return variable == null ? null : new Secret.FromEnvironment(variable);
  }
}
