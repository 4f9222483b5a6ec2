package io.contextgraph.fault.agent;

import net.bytebuddy.asm.Advice;

/** Woven in at a method's normal end. */
final class HoldOnExit {
  private HoldOnExit() {}

  @Advice.OnMethodExit
  static void exit(@PhaseName String phase, @Advice.AllArguments Object[] arguments) {
    Hold.at(phase, arguments);
  }
}
