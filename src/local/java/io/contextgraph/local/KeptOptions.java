package io.contextgraph.local;

import io.contextgraph.server.FailureText;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Finds the options with which {@code bin/local} starts the job: those of the last job, with what a
 * person typed. An option of the last job that this one refuses does not keep it from starting: it
 * is left out, and the reason is reported. Only the address of a server is never left out.
 *
 * @param slots the slots of the cluster
 * @param report receives lines for the user
 */
record KeptOptions(Planning planning, int slots, Consumer<String> report) {
  /** The job's own check of its options. */
  interface Planning {
    /**
     * @throws UsageException if the job refuses its options; the message names them
     */
    JobPlan plan(Deployment deployment) throws IOException, InterruptedException;
  }

  /**
   * The deployment from no state.
   *
   * @throws UsageException if the job refuses what was typed
   */
  Deployment of(Deployment last, JobOptions typed) throws IOException, InterruptedException {
    Map<String, String> kept = JobArguments.pairs(typed.changes().appliedTo(last.arguments()));
    kept.keySet().removeAll(typed.changes().set().keySet());
    int parallelism = typed.parallelism() > 0 ? 0 : last.parallelism();
    while (true) {
      Deployment next = deployment(kept, parallelism, typed);
      if (next.equals(Deployment.fresh())) {
        return next;
      }
      try {
        int fitting = fitting(planning.plan(next), parallelism, typed);
        reportKept(kept, fitting);
        return deployment(kept, fitting, typed);
      } catch (UsageException e) {
        Set<String> refused = refused(kept.keySet(), e, typed);
        reportLeftOut(kept, refused, parallelism, e);
        parallelism = kept.isEmpty() ? 0 : parallelism;
        kept.keySet().removeAll(refused);
      }
    }
  }

  private static Deployment deployment(
      Map<String, String> kept, int parallelism, JobOptions typed) {
    Map<String, String> all = new LinkedHashMap<>(kept);
    all.putAll(typed.changes().set());
    return Deployment.fresh(JobArguments.texts(all).toArray(String[]::new))
        .withParallelism(Math.max(parallelism, typed.parallelism()));
  }

  /**
   * The options to leave out: those that the refusal names, or else all.
   *
   * @throws UsageException the refusal, if it concerns what was typed, or if without the options
   *     the job would use another server
   */
  private static Set<String> refused(Set<String> kept, UsageException refusal, JobOptions typed) {
    String reason = FailureText.of(refusal).replaceAll("did you mean \\S+", "");
    Set<String> named = new TreeSet<>(kept);
    named.removeIf(key -> !names(reason, key));
    boolean nothingTyped = typed.changes().set().isEmpty() && typed.parallelism() == 0;
    if (named.isEmpty() && !nothingTyped) {
      throw refusal;
    }
    Set<String> leftOut = named.isEmpty() ? new TreeSet<>(kept) : named;
    requireNoServer(leftOut, refusal);
    return leftOut;
  }

  /** Without its address, the job would record in another ledger, and say so in one line only. */
  private static void requireNoServer(Set<String> leftOut, UsageException refusal) {
    for (String key : leftOut) {
      UsageException.require(
          !key.endsWith(".uri"),
          FailureText.of(refusal)
              + "; the last job had this option: change it or what it needs with --set, or use"
              + " the server of bin/local with --unset "
              + key);
    }
  }

  private static boolean names(String reason, String key) {
    return Pattern.compile("(?<![\\w.-])" + Pattern.quote(key) + "(?![\\w-]|\\.\\w)")
        .matcher(reason)
        .find();
  }

  /** The parallelism of the last job, or 0 if there are not enough slots for it. */
  private int fitting(JobPlan plan, int parallelism, JobOptions typed) {
    if (plan.slots() <= slots) {
      return parallelism;
    }
    String needs =
        "the job needs %d slots, but there are %d: --parallelism may be at most %d"
            .formatted(plan.slots(), slots, slots / Math.max(1, plan.groups()));
    UsageException.require(typed.parallelism() == 0, needs);
    if (parallelism > 0) {
      report.accept("Left out of the options of the last job: --parallelism; " + needs);
    }
    return 0;
  }

  private void reportLeftOut(
      Map<String, String> kept, Set<String> refused, int parallelism, UsageException refusal) {
    Map<String, String> leftOut = new LinkedHashMap<>(kept);
    leftOut.keySet().retainAll(refused);
    String options = options(leftOut, kept.isEmpty() ? parallelism : 0);
    report.accept(
        "Left out of the options of the last job:"
            + options
            + "; "
            + FailureText.of(refusal).replaceFirst("^the job cannot be started: ", ""));
  }

  private void reportKept(Map<String, String> kept, int parallelism) {
    String options = options(kept, parallelism);
    if (!options.isEmpty()) {
      report.accept(
          "Kept from the last job:"
              + options
              + "; --set, --unset and --parallelism of bin/local change that");
    }
  }

  private static String options(Map<String, String> arguments, int parallelism) {
    List<String> texts = JobArguments.texts(arguments);
    return ShellCommands.options(
        Deployment.fresh(texts.toArray(String[]::new)).withParallelism(parallelism));
  }
}
