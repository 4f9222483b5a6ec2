package io.contextgraph.retention;

/**
 * How far what must come before an archive has come, each as a position.
 *
 * @param tree the last position in a full tile
 * @param checkpoint the last position that a stored checkpoint covers
 * @param graph the last position that every projection has read
 */
public record Reach(long tree, long checkpoint, long graph) {}
