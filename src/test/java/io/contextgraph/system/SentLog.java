package io.contextgraph.system;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The entries that Redis acknowledged, one per line, synced to disk before a test relies on them.
 */
public final class SentLog implements Closeable {
  private final Path path;
  private final FileChannel file;

  public SentLog(Path path) throws IOException {
    this.path = path;
    Files.createDirectories(path.getParent());
    this.file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
  }

  synchronized void add(List<Sent> acknowledged) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (Sent sent : acknowledged) {
      lines.append(sent.entry()).append(' ').append(sent.eventId()).append(' ');
      lines.append(sent.kind()).append(' ').append(sent.payloadHash()).append('\n');
    }
    ByteBuffer bytes = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
    file.force(false);
  }

  /** Returns all entries acknowledged so far, in order of acknowledgement. */
  public List<Sent> read() throws IOException {
    return Files.readAllLines(path).stream().map(SentLog::parse).toList();
  }

  private static Sent parse(String line) {
    String[] words = line.split(" ");
    return new Sent(words[0], words[1], words[2], Sent.Kind.valueOf(words[3]), words[4]);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
