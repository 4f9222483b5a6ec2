package io.contextgraph.evidence;

import java.util.Arrays;
import java.util.Optional;

/** The files in a pack, in their order. */
public enum Member {
  MANIFEST("manifest.json", Member.SMALL),
  README("README.txt", Member.SMALL),
  CHECKPOINT("checkpoint", Member.SMALL),
  OLDER_CHECKPOINT("older-checkpoint", Member.SMALL),
  CONSISTENCY("consistency", 2 * Member.SMALL),
  EVENTS("events.jsonl", Member.LARGE),
  PROOFS("proofs.txt", Member.LARGE),
  CONTROL_EVENTS("control-events.jsonl", Member.LARGE),
  CONTROL_PROOFS("control-proofs.txt", Member.LARGE),
  DEAD_LETTERS("dead-letters.jsonl", Member.LARGE);

  /** As a signed note may have, and a little more. */
  private static final int SMALL = 1 << 20;

  /** So that no zip file needs the extension for 64 bits. */
  private static final long LARGE = 0xFFFF_FFFEL;

  private final String fileName;
  private final long maxBytes;

  Member(String fileName, long maxBytes) {
    this.fileName = fileName;
    this.maxBytes = maxBytes;
  }

  /** Its name in the zip file: of lower-case letters, hyphens and dots, but for README.txt. */
  public String fileName() {
    return fileName;
  }

  /** The most bytes that it may have before compression. */
  long maxBytes() {
    return maxBytes;
  }

  /** Whether every pack has it. */
  boolean isRequired() {
    return this != OLDER_CHECKPOINT && this != CONSISTENCY;
  }

  static Optional<Member> of(String fileName) {
    return Arrays.stream(values()).filter(it -> it.fileName.equals(fileName)).findFirst();
  }
}
