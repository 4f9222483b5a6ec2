package io.contextgraph.server;

import java.io.Serializable;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * How a server is addressed.
 *
 * @param uri without user and password, so that it may be logged and shown
 * @param user null for none, or the server's default
 * @param password null for none
 */
public record ServerAddress(URI uri, @Nullable String user, @Nullable Secret password)
    implements Serializable {

  public ServerAddress {
    if (uri.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "an address holds user and password beside its URI, not within");
    }
  }

  /** Takes user and password out of a URI such as {@code redis://user:password@host:6379/0}. */
  public static ServerAddress ofUriWithSecret(String text) {
    URI uri = URI.create(text);
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

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  public String host() {
    String host = uri.getHost();
    return host == null ? "127.0.0.1" : host;
  }

  public int portOr(int standard) {
    return uri.getPort() < 0 ? standard : uri.getPort();
  }

  public @Nullable String resolvedPassword() {
    return password == null ? null : password.resolve();
  }

  /** The address without its secret. */
  @Override
  public String toString() {
    return user == null ? uri.toString() : uri + " as " + user;
  }
}
