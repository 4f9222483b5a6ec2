package io.contextgraph.fault.agent;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import java.lang.instrument.Instrumentation;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;

/**
 * A Java agent for the test cluster's TaskManagers. It weaves holds into the job's classes as they
 * are loaded, so that the tests run the jar that is shipped.
 */
public final class FaultAgent {
  private FaultAgent() {}

  /** Called by the JVM before {@code main}. */
  public static void premain(String arguments, Instrumentation instrumentation) {
    AgentBuilder agent =
        new AgentBuilder.Default()
            .disableClassFormatChanges()
            .with(AgentBuilder.Listener.StreamWriting.toSystemError().withErrorsOnly());
    for (Moment moment : Moment.values()) {
      Class<?> advice = moment.edge() == Moment.Edge.ENTER ? HoldOnEnter.class : HoldOnExit.class;
      agent =
          agent
              .type(named(moment.type()))
              .transform(
                  new AgentBuilder.Transformer.ForAdvice(
                          Advice.withCustomMapping().bind(MomentName.class, moment.name()))
                      .include(FaultAgent.class.getClassLoader())
                      .advice(
                          named(moment.method()).and(takesArguments(moment.parameters())),
                          advice.getName()));
    }
    agent.installOn(instrumentation);
  }
}
