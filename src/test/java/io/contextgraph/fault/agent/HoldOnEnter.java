package io.contextgraph.fault.agent;

import net.bytebuddy.asm.Advice;

/** Advice woven in at a method's start. */
final class HoldOnEnter {
  private HoldOnEnter() {}

  @Advice.OnMethodEnter
  static void enter(@MomentName String moment, @Advice.AllArguments Object[] arguments) {
    Hold.at(moment, arguments);
  }
}
