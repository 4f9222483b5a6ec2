package io.contextgraph.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What a person asked {@code bin/redeploy} for.
 *
 * @param jar the new job
 * @param options changes to those of the running job
 * @param job the id of the job to replace; empty if only one runs
 * @param longest how long the savepoint may take, and how long the new job may take to run
 */
record RedeployRequest(
    Path jar, JobOptions options, StartFrom state, Optional<String> job, Duration longest) {}
