package io.contextgraph.verify;

/**
 * How many checkpoints there were to compare with.
 *
 * @param given those from outside the database
 * @param unfit those of {@code given} that the ledger does not fit, or that are larger than it
 * @param unverified stored ones that none of the given keys has signed; 0 if no key was given
 */
public record ComparedCheckpoints(long given, long unfit, long unverified) {
  static final ComparedCheckpoints NONE = new ComparedCheckpoints(0, 0, 0);
}
