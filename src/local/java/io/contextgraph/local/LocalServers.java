package io.contextgraph.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The servers of one system, with their folders and ports. */
record LocalServers(
    RedisServer redis, PostgresServer postgres, Neo4jServer neo4j, FlinkCluster flink) {

  static LocalServers of(
      Distribution distribution, Path project, Path data, Ports ports, int graphMemory) {
    Path secrets = data.resolve("secrets");
    return new LocalServers(
        new RedisServer(distribution.redisServer(), data.resolve("redis"), ports.redis()),
        new PostgresServer(distribution, data.resolve("postgres"), secrets, ports.postgres()),
        new Neo4jServer(
            distribution,
            data.resolve("neo4j"),
            secrets,
            ports.neo4jBolt(),
            ports.neo4jHttp(),
            graphMemory),
        new FlinkCluster(new FlinkHome(distribution, project, data.resolve("flink")), ports));
  }

  /** All servers, in start order. */
  List<Server> all() {
    List<Server> servers = new ArrayList<>(List.of(redis, postgres, neo4j, flink.jobManager()));
    for (int number = 1; number <= FlinkCluster.TASK_MANAGERS; number++) {
      servers.add(flink.taskManager(number));
    }
    return servers;
  }
}
