package io.contextgraph.fault.agent;

import net.bytebuddy.asm.Advice;

/** Advice woven in at a method's normal end. */
final class HoldOnExit {
  private HoldOnExit() {}

  @Advice.OnMethodExit
  static void exit(@MomentName String moment, @Advice.AllArguments Object[] arguments) {
    Hold.at(moment, arguments);
  }
}
