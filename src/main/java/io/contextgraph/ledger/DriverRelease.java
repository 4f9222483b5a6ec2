package io.contextgraph.ledger;

import java.sql.SQLException;
import org.apache.flink.util.UserCodeClassLoader;
import org.postgresql.Driver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deregisters the Postgres driver after the last task of a job has ended in this JVM. Otherwise
 * {@link java.sql.DriverManager} would keep the classes of every job that ever ran here loaded.
 */
final class DriverRelease {
  private static final Logger LOG = LoggerFactory.getLogger(DriverRelease.class);

  private DriverRelease() {}

  /** Does nothing if the driver belongs to the JVM itself and not to one job. */
  static void registerWith(UserCodeClassLoader classes) {
    if (Driver.class.getClassLoader() != ClassLoader.getSystemClassLoader()) {
      classes.registerReleaseHookIfAbsent("postgres-driver", DriverRelease::deregister);
    }
  }

  private static void deregister() {
    try {
      if (Driver.isRegistered()) {
        Driver.deregister();
      }
    } catch (SQLException e) {
      LOG.warn("Could not deregister the Postgres driver", e);
    }
  }
}
