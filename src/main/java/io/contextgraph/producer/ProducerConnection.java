package io.contextgraph.producer;

import io.contextgraph.server.FailureText;
import io.contextgraph.server.RedisAddress;
import io.contextgraph.server.TlsFiles;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisCredentialsProvider;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslOptions;
import io.lettuce.core.SslVerifyMode;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.resource.ClientResources;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The producer's connection to Redis, with its own client. Lettuce reconnects a lost connection and
 * resends its commands until the command timeout expires. It reads the password and the TLS files
 * for each connection, so that they can be replaced while the producer works.
 */
final class ProducerConnection implements AutoCloseable {
  private static final String NO_SUCH_KEY = "ERR no such key";
  private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(20);
  private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(2);

  private final ClientResources resources;
  private final RedisClient client;
  private final StatefulRedisConnection<byte[], byte[]> connection;

  /**
   * Connects.
   *
   * @throws io.contextgraph.server.RefusedException if the server rejects the credentials, or no
   *     verified connection comes about
   * @throws RedisException if the server cannot be reached
   * @throws IllegalArgumentException as {@link RedisAddress#requireProtected}
   */
  ProducerConnection(RedisAddress address) {
    RedisURI uri = uri(address.requireProtected());
    ClientOptions options = options(address);
    this.resources = ClientResources.builder().ioThreadPoolSize(2).build();
    this.client = RedisClient.create(resources, uri);
    client.setOptions(options);
    try {
      this.connection = address.connect(() -> client.connect(ByteArrayCodec.INSTANCE));
    } catch (RuntimeException e) {
      shutDown();
      throw e instanceof RedisException failure ? notOpened(address, failure) : e;
    }
  }

  private static ClientOptions options(RedisAddress address) {
    ClientOptions.Builder options =
        ClientOptions.builder()
            .protocolVersion(ProtocolVersion.RESP2)
            .timeoutOptions(TimeoutOptions.enabled(COMMAND_TIMEOUT));
    if (address.usesTls()) {
      options.sslOptions(
          SslOptions.builder().jdkSslProvider().sslContext(tls -> fill(tls, address)).build());
    }
    return options.build();
  }

  private static void fill(SslContextBuilder tls, RedisAddress address) {
    TlsFiles files = address.tlsFiles();
    tls.trustManager(files.trust()).keyManager(files.keys());
  }

  private static RedisURI uri(RedisAddress address) {
    RedisURI.Builder uri =
        RedisURI.builder()
            .withHost(address.host())
            .withPort(address.port())
            .withSsl(address.usesTls())
            .withVerifyPeer(SslVerifyMode.FULL)
            .withDatabase(address.database())
            .withClientName(address.clientName())
            .withTimeout(COMMAND_TIMEOUT);
    // Once at first, so that a password that is missing is reported as such.
    if (address.resolvedPassword() != null) {
      uri.withAuthentication(RedisCredentialsProvider.from(() -> credentials(address)));
    }
    return uri.build();
  }

  private static RedisCredentials credentials(RedisAddress address) {
    return RedisCredentials.just(address.user(), String.valueOf(address.resolvedPassword()));
  }

  private static RuntimeException notOpened(RedisAddress address, RedisException failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = "Redis at " + address + " cannot be reached: " + FailureText.of(root);
    return address
        .refusal(failure)
        .map(RuntimeException.class::cast)
        .orElseGet(() -> new RedisException(message, failure));
  }

  /** XADD with an id that Redis chooses. The future completes when Redis acknowledges the entry. */
  RedisFuture<String> add(String stream, List<byte[]> namesAndValues) {
    CommandArgs<byte[], byte[]> args =
        new CommandArgs<>(ByteArrayCodec.INSTANCE)
            .addKey(stream.getBytes(StandardCharsets.UTF_8))
            .add("*")
            .addValues(namesAndValues.toArray(new byte[0][]));
    return connection
        .async()
        .dispatch(CommandType.XADD, new StatusOutput<>(ByteArrayCodec.INSTANCE), args);
  }

  /**
   * Whether a stream has readers.
   *
   * @throws RedisException if Redis does not answer
   */
  StreamReaders readers(String stream) {
    try {
      List<Object> groups = connection.sync().xinfoGroups(stream.getBytes(StandardCharsets.UTF_8));
      return groups.isEmpty() ? StreamReaders.NONE : StreamReaders.SOME;
    } catch (RedisCommandExecutionException e) {
      return FailureText.of(e).startsWith(NO_SUCH_KEY)
          ? StreamReaders.NEW_STREAM
          : StreamReaders.UNKNOWN;
    }
  }

  @Override
  public void close() {
    connection.close();
    shutDown();
  }

  private void shutDown() {
    long millis = SHUTDOWN_TIMEOUT.toMillis();
    // Not by a timeout of CompletableFuture: its one thread for the whole JVM would keep the
    // classes
    // of the first job that used it.
    Promise<Void> closed = ImmediateEventExecutor.INSTANCE.newPromise();
    client
        .shutdownAsync(0, millis, TimeUnit.MILLISECONDS)
        .whenComplete((done, failure) -> closed.trySuccess(null));
    closed.awaitUninterruptibly(millis);
    resources.shutdown(0, millis, TimeUnit.MILLISECONDS).awaitUninterruptibly(millis);
  }
}
