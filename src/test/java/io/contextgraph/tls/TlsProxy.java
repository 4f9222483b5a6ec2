package io.contextgraph.tls;

import io.contextgraph.server.Tls;
import io.contextgraph.server.TlsFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/**
 * Ends TLS before a server that speaks plainly, with the certificate that it is given. For what a
 * real server needs a restart to change.
 */
public final class TlsProxy implements AutoCloseable {
  private final SSLServerSocket listener;
  private final int server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /** A proxy at any port. */
  public TlsProxy(TlsFolder folder, String certificate, int server, boolean demanding)
      throws IOException {
    this(0, folder, certificate, server, demanding);
  }

  /**
   * @param server the port of the server
   * @param demanding whether a client needs a certificate
   */
  public TlsProxy(int port, TlsFolder folder, String certificate, int server, boolean demanding)
      throws IOException {
    this(port, folder, certificate, server, demanding, "ca");
  }

  /**
   * @param authorityOfClients the name of the authority that signs them
   */
  TlsProxy(
      int port,
      TlsFolder folder,
      String certificate,
      int server,
      boolean demanding,
      String authorityOfClients)
      throws IOException {
    Tls own =
        new Tls(
            false,
            folder.certificate(authorityOfClients),
            folder.certificate(certificate),
            folder.key(certificate));
    this.server = server;
    listener =
        (SSLServerSocket)
            TlsFiles.read(own)
                .context()
                .getServerSocketFactory()
                .createServerSocket(port, 50, InetAddress.getByName("127.0.0.1"));
    listener.setNeedClientAuth(demanding);
    start(this::accept);
  }

  public int port() {
    return listener.getLocalPort();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        SSLSocket client = (SSLSocket) listener.accept();
        open.add(client);
        start(() -> forward(client));
      } catch (IOException closed) {
        continue;
      }
    }
  }

  private void forward(SSLSocket client) {
    try {
      client.startHandshake();
      Socket behind = new Socket(InetAddress.getByName("127.0.0.1"), server);
      open.add(behind);
      start(() -> pump(behind, client));
      pump(client, behind);
    } catch (IOException refused) {
      close(client);
    }
  }

  private static void pump(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      in.transferTo(out);
    } catch (IOException ended) {
      // Once one side has closed, the connection has ended.
      close(from);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Closes the connections of now. */
  public void cut() {
    open.forEach(TlsProxy::close);
    open.clear();
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "tls-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    open.forEach(TlsProxy::close);
  }
}
