package io.contextgraph.local;

/**
 * The job that is to be replaced.
 *
 * @param slots the slots that it uses
 * @param submission with what it can be submitted again
 */
record RunningJob(String id, int slots, Submission submission) {}
