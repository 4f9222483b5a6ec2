package io.contextgraph.job;

import java.io.Serial;
import java.util.List;

/**
 * Reports an invalid configuration; the message names every invalid key and the values it accepts.
 */
public final class ConfigurationException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  ConfigurationException(List<String> problems) {
    super("The configuration is invalid:\n  - " + String.join("\n  - ", problems));
  }
}
