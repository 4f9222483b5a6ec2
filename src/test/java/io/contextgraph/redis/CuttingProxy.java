package io.contextgraph.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** Forwards connections to a server and cuts each after a number of bytes of replies. */
final class CuttingProxy implements AutoCloseable {
  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final AtomicInteger cuts = new AtomicInteger();
  private final int server;
  private final int bytes;

  CuttingProxy(int server, int bytes) throws IOException {
    this.server = server;
    this.bytes = bytes;
    start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  int cuts() {
    return cuts.get();
  }

  private interface Forwarding {
    void run() throws IOException;
  }

  /** Ends quietly with its connection. */
  private static void start(Forwarding forwarding) {
    Thread thread =
        new Thread(
            () -> {
              try {
                forwarding.run();
              } catch (IOException ended) {
                return;
              }
            },
            "cutting-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = listener.accept();
      Socket behind = new Socket(InetAddress.getLoopbackAddress(), server);
      start(() -> forward(client, behind, Integer.MAX_VALUE));
      start(() -> forward(behind, client, bytes));
    }
  }

  private void forward(Socket from, Socket to, int limit) throws IOException {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[10_000];
      int left = limit;
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, Math.min(read, left));
        left -= read;
        if (left <= 0) {
          cuts.incrementAndGet();
          return;
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
