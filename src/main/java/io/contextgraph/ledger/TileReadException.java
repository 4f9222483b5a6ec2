package io.contextgraph.ledger;

import java.io.Serial;
import java.sql.SQLException;

/** A tile could not be read where no {@link SQLException} may be thrown. */
public final class TileReadException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  TileReadException(SQLException cause) {
    super(cause);
  }
}
