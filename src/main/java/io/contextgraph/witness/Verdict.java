package io.contextgraph.witness;

/** What a witness does with a request. */
sealed interface Verdict {
  /** Stores the checkpoint and cosigns it. */
  record Cosign() implements Verdict {}

  /**
   * Keeps both checkpoints of one size as evidence, cosigns nothing for this origin from now on,
   * and answers with a refusal.
   */
  record Fork(Refusal answer) implements Verdict {}

  /** Answers with a status of HTTP and changes nothing. */
  sealed interface Refusal extends Verdict {
    int status();
  }

  /** The request is refused, whatever the log knows of this witness. */
  record Refused(int status, String reason) implements Refusal {}

  /** The log must prove that it extends the tree of this size. */
  record Conflict(long size) implements Refusal {
    @Override
    public int status() {
      return 409;
    }
  }
}
