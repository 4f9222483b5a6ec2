package io.contextgraph.cli;

import picocli.CommandLine.Command;

/**
 * The command that all others belong to.
 *
 * @param terminal where the answers go
 */
@Command(
    name = "context-graph",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Records what AI agents did, and answers questions about it.",
    footer = {
      "",
      "context-graph help COMMAND prints the same as context-graph COMMAND --help.",
      "Exit codes: 0 done, 1 the check found something, 2 wrong usage or configuration, 3 a server"
          + " could not be reached.",
      "Environment variables name the servers; while bin/local runs, connections.env in its data"
          + " folder sets them."
    })
record Root(Terminal terminal) {}
