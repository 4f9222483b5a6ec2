package io.contextgraph.ledger;

import io.contextgraph.server.Tls;
import io.contextgraph.server.TlsFiles;
import java.io.IOException;
import java.net.Socket;
import java.util.Properties;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.postgresql.PGProperty;
import org.postgresql.ssl.WrappedFactory;

/**
 * The sockets of connections to Postgres. The driver makes one factory for each connection, so that
 * each reads its files again. Unlike the driver's own factory it reads keys in PEM form, and
 * verifies the host name within the handshake, so that nothing is sent to another host.
 */
public final class TlsSocketFactory extends WrappedFactory {
  /**
   * @param connection the driver's properties, with the files
   * @throws TlsFiles.UnusableException if a file is missing or unusable
   */
  public TlsSocketFactory(Properties connection) {
    Tls tls =
        new Tls(
            false,
            PGProperty.SSL_ROOT_CERT.getOrDefault(connection),
            PGProperty.SSL_CERT.getOrDefault(connection),
            PGProperty.SSL_KEY.getOrDefault(connection));
    factory = TlsFiles.read(tls).context().getSocketFactory();
  }

  @Override
  public Socket createSocket(Socket plain, String host, int port, boolean autoClose)
      throws IOException {
    SSLSocket socket = (SSLSocket) super.createSocket(plain, host, port, autoClose);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    return socket;
  }
}
