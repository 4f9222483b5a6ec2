package io.contextgraph.tls;

import io.contextgraph.server.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The certificates of a test: those of the host {@code localhost}, not of {@code 127.0.0.1}.
 *
 * @param path has {@code ca}, {@code other-ca}, {@code server}, {@code expired}, {@code
 *     expired-self-signed} and {@code client}, each as NAME.crt and NAME.key
 */
public record TlsFolder(Path path) {
  public static final String HOST = "localhost";

  /** Writes all of them. */
  public static TlsFolder in(Path path) throws IOException {
    Files.createDirectories(path);
    TestCertificate authority = TestCertificate.authority("test authority");
    authority.write(path, "ca");
    TestCertificate.authority("another authority").write(path, "other-ca");
    authority.server(HOST).write(path, "server");
    authority.expiredServer(HOST).write(path, "expired");
    TestCertificate.expiredWithoutAuthority(HOST).write(path, "expired-self-signed");
    authority.client("client").write(path, "client");
    return new TlsFolder(path);
  }

  /** Lets {@code trusted.crt} contain these authorities. */
  public void trust(String... authorities) throws IOException {
    StringBuilder all = new StringBuilder();
    for (String authority : authorities) {
      all.append(Files.readString(Path.of(certificate(authority))));
    }
    TestCertificate.replace(path.resolve("trusted.crt"), all.toString());
  }

  /** Lets {@code own.key} and {@code own.crt} be those of a client. */
  public void show(String client) throws IOException {
    TestCertificate.replace(path.resolve("own.key"), Files.readString(Path.of(key(client))));
    TestCertificate.replace(
        path.resolve("own.crt"), Files.readString(Path.of(certificate(client))));
  }

  /** Adds {@code next-ca}, {@code next-server} and {@code next-client}. */
  public void addNext() {
    TestCertificate next = TestCertificate.authority("next authority");
    next.write(path, "next-ca");
    next.server(HOST).write(path, "next-server");
    next.client("next client").write(path, "next-client");
  }

  /** The files that a client of this test uses. */
  public Tls withClient(String ca, String client) {
    return new Tls(false, certificate(ca), certificate(client), key(client));
  }

  public String certificate(String name) {
    return path.resolve(name + ".crt").toString();
  }

  public String key(String name) {
    return path.resolve(name + ".key").toString();
  }

  /**
   * The variables of a command.
   *
   * @param kind REDIS, POSTGRES or NEO4J
   * @param ca the name of the authority to trust
   * @param client the name of the client's certificate; empty for none
   */
  public Map<String, String> variables(String kind, String ca, String client) {
    String prefix = "CONTEXT_GRAPH_" + kind + "_TLS_";
    Map<String, String> variables = new HashMap<>(Map.of(prefix + "CA", certificate(ca)));
    if (!client.isEmpty()) {
      variables.put(prefix + "CERTIFICATE", certificate(client));
      variables.put(prefix + "KEY", key(client));
    }
    return variables;
  }
}
