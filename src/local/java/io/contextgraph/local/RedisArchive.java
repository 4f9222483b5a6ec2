package io.contextgraph.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The Redis server, of which its jar contains one file per platform. */
record RedisArchive(Path jar, Platform platform) {
  void unpack(Path target) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile());
        InputStream in = zip.getInputStream(server(zip))) {
      Files.copy(in, target);
    }
    Executable.make(target);
  }

  private ZipEntry server(ZipFile zip) {
    return zip.stream()
        .filter(entry -> entry.getName().contains("redis-server"))
        .filter(entry -> entry.getName().endsWith(platform.redis()))
        .findFirst()
        .orElseThrow(
            () -> new LocalException("The Redis jar contains no server for " + platform.redis()));
  }
}
