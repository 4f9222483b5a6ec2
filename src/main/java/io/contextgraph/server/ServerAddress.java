package io.contextgraph.server;

import java.io.Serializable;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The address of a server, the credentials for it, and how connections to it are protected.
 *
 * @param uri without user and password, so that it can be logged
 * @param user null for the server's default user
 * @param password null for none
 */
public record ServerAddress(URI uri, @Nullable String user, @Nullable Secret password, Tls tls)
    implements Serializable {
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[(::1|0:0:0:0:0:0:0:1)]");

  private static final String IN_A_PASSWORD =
      "; in a password, write every character that is not a letter or a digit as %XX";

  /**
   * @throws IllegalArgumentException if the URI has no host, an impossible port, or parts that
   *     would be ignored or misread
   */
  public ServerAddress {
    if (uri.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "a server's URI must not contain user or password; pass them separately");
    }
    if (uri.getHost() == null) {
      throw new IllegalArgumentException(
          "a server's address has no host, or a host with invalid characters" + IN_A_PASSWORD);
    }
    if (uri.getPort() == 0 || uri.getPort() > 65_535) {
      throw new IllegalArgumentException("a server's port must be between 1 and 65535");
    }
    if (String.valueOf(uri.getRawPath()).indexOf('@') >= 0) {
      throw new IllegalArgumentException("a server's path contains an @" + IN_A_PASSWORD);
    }
    boolean routing = scheme(uri).startsWith("neo4j");
    if (uri.getRawFragment() != null || uri.getRawQuery() != null && !routing) {
      throw new IllegalArgumentException(
          "a server's address must end with its path; everything after ? or # would be ignored");
    }
  }

  /** An address whose scheme says whether connections use TLS. */
  public ServerAddress(URI uri, @Nullable String user, @Nullable Secret password) {
    this(uri, user, password, Tls.UNSPECIFIED);
  }

  /**
   * Parses a URI that may contain credentials, such as {@code redis://user:password@host:6379/0}.
   *
   * @throws IllegalArgumentException if the text is not a URI, has no host, or has parts that would
   *     be ignored; the message does not repeat the text, which may contain a password
   */
  public static ServerAddress ofUriWithSecret(String text) {
    URI uri = parsed(text);
    String userInfo = uri.getRawUserInfo();
    if (userInfo == null) {
      return new ServerAddress(uri, null, null);
    }
    URI bare = URI.create(text.replace(userInfo + "@", ""));
    int colon = userInfo.indexOf(':');
    String user = decoded(colon < 0 ? userInfo : userInfo.substring(0, colon));
    Secret password =
        colon < 0 ? null : new Secret.InMemory(decoded(userInfo.substring(colon + 1)));
    return new ServerAddress(bare, user.isEmpty() ? null : user, password);
  }

  private static URI parsed(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "a server's address is not a URI: "
              + e.getReason()
              + " at character "
              + e.getIndex()
              + IN_A_PASSWORD);
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  public String host() {
    return uri.getHost();
  }

  /** The same server and login, protected as configured. */
  public ServerAddress with(Tls configured) {
    return new ServerAddress(uri, user, password, configured);
  }

  /** Whether the host is this machine by its name, so that nothing leaves it. */
  public boolean isLoopback() {
    return LOOPBACK.matcher(host().toLowerCase(Locale.ROOT)).matches();
  }

  /** Whether the scheme demands TLS, as {@code rediss}, {@code bolt+s} and {@code https} do. */
  public boolean hasSecureScheme() {
    String scheme = scheme(uri);
    return scheme.equals("rediss") || scheme.equals("https") || scheme.endsWith("+s");
  }

  /** Schemes have no case: RFC 3986, section 3.1. */
  private static String scheme(URI uri) {
    return String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
  }

  /**
   * Whether connections use TLS and verify the server's certificate and host name: a file of
   * authorities is named, or the scheme demands it.
   */
  public boolean isEncrypted() {
    return tls.ca() != null || hasSecureScheme();
  }

  /**
   * Whether everything would leave this machine in plain form, passwords included, without that
   * being asked for.
   */
  public boolean isUnprotected() {
    return !isLoopback() && !isEncrypted() && !tls.off();
  }

  /**
   * Reads the TLS files, as they are now.
   *
   * @throws RefusedException if one is missing or unusable here; the message names this address
   */
  public TlsFiles tlsFiles() {
    try {
      return TlsFiles.read(tls);
    } catch (TlsFiles.UnusableException e) {
      throw new RefusedException(this, e);
    }
  }

  public int portOr(int defaultPort) {
    return uri.getPort() < 0 ? defaultPort : uri.getPort();
  }

  /**
   * Resolves the password; null if there is none.
   *
   * @throws RefusedException if it cannot be read here; the message names this address
   */
  public @Nullable String resolvedPassword() {
    try {
      return password == null ? null : password.resolve();
    } catch (Secret.UnavailableException e) {
      throw new RefusedException(this, e);
    }
  }

  /** The address without its secret. */
  @Override
  public String toString() {
    return user == null ? uri.toString() : uri + " as " + user;
  }
}
