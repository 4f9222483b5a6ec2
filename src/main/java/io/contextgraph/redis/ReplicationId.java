package io.contextgraph.redis;

import io.contextgraph.server.FailureText;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.ByteArrayOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the replication id of a Redis server. It changes when a replica is promoted, and when a
 * primary restarts. Logs once if the user may not read it.
 */
final class ReplicationId {
  private static final Logger LOG = LoggerFactory.getLogger(ReplicationId.class);
  private static final String FIELD = "master_replid:";

  private boolean logged;

  /** INFO replication; empty if the server does not report it or the user may not call INFO. */
  String read(RedisConnection connection) {
    try {
      byte[] info =
          connection.call(
              CommandType.INFO,
              new ByteArrayOutput<>(ByteArrayCodec.INSTANCE),
              new CommandArgs<>(ByteArrayCodec.INSTANCE).add("replication"));
      return info == null ? "" : parse(new String(info, StandardCharsets.UTF_8));
    } catch (RedisCommandExecutionException e) {
      if (!isDenied(String.valueOf(e.getMessage()))) {
        throw e;
      }
      if (!logged) {
        logged = true;
        LOG.warn(
            "INFO is denied, so a failover of Redis that loses entries may go unnoticed; grant"
                + " +info: {}",
            FailureText.of(e));
      }
      return "";
    }
  }

  private static boolean isDenied(String error) {
    return Stream.of("NOPERM", "ERR unknown command").anyMatch(error::startsWith);
  }

  /** The replication id in a reply of INFO replication, empty if it has none. */
  static String parse(String info) {
    return info.lines()
        .filter(line -> line.startsWith(FIELD))
        .map(line -> line.substring(FIELD.length()).strip())
        .findFirst()
        .orElse("");
  }
}
