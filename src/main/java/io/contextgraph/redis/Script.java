package io.contextgraph.redis;

import io.contextgraph.server.StatementResource;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.CommandArgs;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The read-only scripts (EVAL_RO) of this package, each a resource file of the same name. */
enum Script {
  READ_ENTRY,
  STREAM_INFO;

  private final String text =
      StatementResource.text(Script.class, name().toLowerCase(Locale.ROOT) + ".lua");

  /** The arguments of EVAL_RO. */
  CommandArgs<byte[], byte[]> args(String stream, Object... arguments) {
    CommandArgs<byte[], byte[]> args =
        new CommandArgs<>(ByteArrayCodec.INSTANCE)
            .add(text)
            .add(1)
            .addKey(stream.getBytes(StandardCharsets.UTF_8));
    for (Object argument : arguments) {
      args.add(argument.toString());
    }
    return args;
  }
}
