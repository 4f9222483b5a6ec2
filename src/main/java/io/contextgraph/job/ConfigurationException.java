package io.contextgraph.job;

import java.io.Serial;
import java.util.List;

/** Reports a wrong configuration; the message names every wrong key and what it should be. */
public final class ConfigurationException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  ConfigurationException(List<String> problems) {
    super("The configuration is wrong:\n  - " + String.join("\n  - ", problems));
  }
}
