package io.contextgraph.ledger;

import java.io.Serial;
import java.sql.SQLException;

/** A tile could not be read where no {@link SQLException} may be thrown. */
public final class TileReadException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final SQLException failure;

  TileReadException(SQLException failure) {
    super(failure);
    this.failure = failure;
  }

  /** Why the tile could not be read. */
  public SQLException failure() {
    return failure;
  }
}
