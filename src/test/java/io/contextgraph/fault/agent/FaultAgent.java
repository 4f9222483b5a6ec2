package io.contextgraph.fault.agent;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import java.lang.instrument.Instrumentation;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;

/**
 * A Java agent for the test cluster's TaskManagers. It weaves a hold into the job's classes as they
 * are loaded, so that the jar under test is the one that is shipped.
 */
public final class FaultAgent {
  private FaultAgent() {}

  /** Called by the JVM before {@code main}. */
  public static void premain(String arguments, Instrumentation instrumentation) {
    AgentBuilder agent =
        new AgentBuilder.Default()
            .disableClassFormatChanges()
            .with(AgentBuilder.Listener.StreamWriting.toSystemError().withErrorsOnly());
    for (Phase phase : Phase.values()) {
      Class<?> advice = phase.moment() == Phase.Moment.ENTER ? HoldOnEnter.class : HoldOnExit.class;
      agent =
          agent
              .type(named(phase.type()))
              .transform(
                  new AgentBuilder.Transformer.ForAdvice(
                          Advice.withCustomMapping().bind(PhaseName.class, phase.name()))
                      .include(FaultAgent.class.getClassLoader())
                      .advice(
                          named(phase.method()).and(takesArguments(phase.parameters())),
                          advice.getName()));
    }
    agent.installOn(instrumentation);
  }
}
