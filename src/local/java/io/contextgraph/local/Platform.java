package io.contextgraph.local;

import java.util.Locale;

/** The operating system and processor, as named by the artifacts that contain native servers. */
record Platform(boolean mac, boolean arm) {
  static Platform current() {
    return of(System.getProperty("os.name"), System.getProperty("os.arch"));
  }

  /**
   * @param name value of the system property {@code os.name}
   * @param architecture value of the system property {@code os.arch}
   */
  static Platform of(String name, String architecture) {
    return new Platform(
        name.toLowerCase(Locale.ROOT).contains("mac"), architecture.equals("aarch64"));
  }

  private String system() {
    return mac ? "darwin" : "linux";
  }

  /** The suffix of the name of the Postgres artifact. */
  String postgres() {
    return system() + "-" + (arm ? "arm64v8" : "amd64");
  }

  /** The suffix of the name of the Redis server in its artifact. */
  String redis() {
    return system() + "-" + (arm ? "arm64" : "amd64");
  }
}
