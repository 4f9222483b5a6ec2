package io.contextgraph.job;

import io.contextgraph.ledger.LedgerIdentity;
import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.redis.GroupOwner;
import java.io.IOException;
import java.io.Serial;
import org.apache.flink.util.UserCodeClassLoader;

/** The ledger as the owner of the consumer group that follows what the ledger has recorded. */
record LedgerOwner(PostgresConnections postgres) implements GroupOwner {
  @Serial private static final long serialVersionUID = 1;

  @Override
  public String name(UserCodeClassLoader classes) throws IOException {
    return LedgerIdentity.read(postgres, classes).groupOwner();
  }
}
