package io.contextgraph.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.nio.charset.StandardCharsets;

/** The commands that change a stream: its consumer groups' positions and its first entry. */
final class StreamAdmin {
  private final RedisConnection connection;

  StreamAdmin(RedisConnection connection) {
    this.connection = connection;
  }

  /**
   * XGROUP SETID.
   *
   * @param entriesRead the count at {@code position}, or {@link GroupInfo#UNKNOWN}
   * @return false if the group does not exist
   */
  boolean setGroupPosition(String stream, String group, StreamPosition position, long entriesRead) {
    try {
      xgroup("SETID", stream, group, position, entriesRead);
      return true;
    } catch (RedisCommandExecutionException e) {
      if (!isError(e, "NOGROUP")) {
        throw e;
      }
      return false;
    }
  }

  /** XGROUP CREATE; does nothing if the group exists. */
  void createGroup(String stream, String group, StreamPosition position) {
    try {
      xgroup("CREATE", stream, group, position, GroupInfo.UNKNOWN);
    } catch (RedisCommandExecutionException e) {
      if (!isError(e, "BUSYGROUP")) {
        throw e;
      }
    }
  }

  /** XGROUP CREATECONSUMER; does nothing if the consumer exists. */
  void createConsumer(String stream, String group, String consumer) {
    consumer("CREATECONSUMER", stream, group, consumer);
  }

  /** XGROUP DELCONSUMER. */
  void deleteConsumer(String stream, String group, String consumer) {
    consumer("DELCONSUMER", stream, group, consumer);
  }

  private void consumer(String subcommand, String stream, String group, String consumer) {
    connection.call(
        CommandType.XGROUP,
        new IntegerOutput<>(ByteArrayCodec.INSTANCE),
        args().add(subcommand).addKey(utf8(stream)).add(group).add(consumer));
  }

  private void xgroup(
      String subcommand, String stream, String group, StreamPosition position, long entriesRead) {
    CommandArgs<byte[], byte[]> args =
        args().add(subcommand).addKey(utf8(stream)).add(group).add(position.toString());
    if (entriesRead != GroupInfo.UNKNOWN) {
      args.add("ENTRIESREAD").add(entriesRead);
    }
    connection.call(CommandType.XGROUP, new StatusOutput<>(ByteArrayCodec.INSTANCE), args);
  }

  private static boolean isError(RedisCommandExecutionException e, String code) {
    return String.valueOf(e.getMessage()).startsWith(code);
  }

  /**
   * XTRIM MINID: removes all entries before {@code first}.
   *
   * @return the number of entries removed
   */
  long trimBelow(String stream, StreamPosition first) {
    return connection.call(
        CommandType.XTRIM,
        new IntegerOutput<>(ByteArrayCodec.INSTANCE),
        args().addKey(utf8(stream)).add("MINID").add(first.toString()));
  }

  private static CommandArgs<byte[], byte[]> args() {
    return new CommandArgs<>(ByteArrayCodec.INSTANCE);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
