package io.contextgraph.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What a person asked {@code bin/redeploy} for.
 *
 * @param jar the new job
 * @param parallelism 0 for that of the running job
 * @param changes to the options of the running job
 * @param job the id of the job to replace; empty if only one runs
 * @param longest how long the savepoint may take, and how long the new job may take to run
 */
record RedeployRequest(
    Path jar,
    int parallelism,
    StartFrom state,
    JobArguments changes,
    Optional<String> job,
    Duration longest) {}
