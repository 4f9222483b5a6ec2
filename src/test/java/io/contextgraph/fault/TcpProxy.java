package io.contextgraph.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Forwards connections to a server and injects network faults. */
public final class TcpProxy implements AutoCloseable {
  /** What the proxy does with the bytes it receives. */
  public enum Mode {
    PASS,
    /** Requests are forwarded and replies are dropped. */
    DROP_REPLIES,
    /** Nothing is forwarded, and connections stay open. */
    HALF_OPEN
  }

  private final ServerSocket listener;
  private volatile int server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile Mode mode = Mode.PASS;
  private volatile long delayMillis;

  /**
   * @param server the server's own port
   */
  public TcpProxy(int port, int server) throws IOException {
    this.listener = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    this.server = server;
    start(this::accept);
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** Forwards new connections to another server, and cuts the others, as a failover does. */
  public void failOverTo(int port) {
    server = port;
    cut();
  }

  public void mode(Mode next) {
    mode = next;
  }

  /** Delays each chunk of a reply. */
  public void delay(long millis) {
    delayMillis = millis;
  }

  /** Closes every connection, like a broken network; new connections are accepted. */
  public void cut() {
    open.forEach(TcpProxy::close);
    open.clear();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Socket behind = new Socket(InetAddress.getLoopbackAddress(), server);
        for (Socket socket : new Socket[] {client, behind}) {
          socket.setTcpNoDelay(true);
          open.add(socket);
        }
        start(() -> pump(client, behind, false));
        start(() -> pump(behind, client, true));
      } catch (IOException serverAway) {
        continue;
      }
    }
  }

  private void pump(Socket from, Socket to, boolean reply) {
    byte[] buffer = new byte[1 << 16];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      int read = in.read(buffer);
      while (read >= 0) {
        if (reply && delayMillis > 0) {
          TimeUnit.MILLISECONDS.sleep(delayMillis);
        }
        Mode now = mode;
        if (now == Mode.PASS || now == Mode.DROP_REPLIES && !reply) {
          out.write(buffer, 0, read);
        }
        read = in.read(buffer);
      }
    } catch (IOException ended) {
      // Once one side has closed, the connection has ended.
      close(from);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (mode != Mode.HALF_OPEN) {
        close(from);
        close(to);
      }
      open.remove(from);
      open.remove(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "tcp-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    cut();
  }
}
