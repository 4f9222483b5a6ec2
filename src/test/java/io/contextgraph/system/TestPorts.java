package io.contextgraph.system;

/**
 * Ports for the servers of tests. Tests run in several processes at the same time, each of which
 * has ports of its own: {@code -Dtest.ports} is the first one of the first process.
 */
public final class TestPorts {
  private static final int FIRST = Integer.getInteger("test.ports", 24_080);

  /** How many ports a process has from each offset on. */
  private static final int EACH = 100;

  /** Offsets are this many times {@link #EACH} apart. */
  private static final int PROCESSES = 2;

  /** Counts from 1; set by Failsafe. */
  private static final int PROCESS = Integer.getInteger("test.process", 1);

  private TestPorts() {}

  /**
   * @param offset of the servers of a test; two offsets that differ differ by as much as two
   *     processes have, unless their servers share these ports
   * @return the first port of this process from there on
   */
  public static int from(int offset) {
    if (PROCESS > PROCESSES) {
      throw new IllegalStateException("there are ports for " + PROCESSES + " processes");
    }
    return FIRST + offset + EACH * (PROCESS - 1);
  }
}
