package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.schema.KeyStoreSchema;
import io.contextgraph.schema.LedgerRoles;
import io.contextgraph.server.ServerAddress;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The commands that services of docker-compose.yml run, with the variables that they are given. */
class ComposeCommandsTest {
  private static final Pattern COMMAND =
      Pattern.compile("io\\.contextgraph\\.cli\\.Main ([^\\n|]+)");
  private static final Pattern EXPORT = Pattern.compile("export (\\w+)=(\\S*(?: /\\S+)?)");

  private Map<String, Object> services;

  @BeforeEach
  @SuppressWarnings("unchecked")
  void read() throws Exception {
    try (Reader reader = Files.newBufferedReader(Path.of("docker-compose.yml"))) {
      Map<String, Object> compose = new Yaml().load(reader);
      services = (Map<String, Object>) compose.get("services");
    }
  }

  private Map<?, ?> service(String name) {
    return (Map<?, ?>) services.get(name);
  }

  private String command(String name) {
    return String.valueOf(service(name).get("command"));
  }

  /** The variables of its commands; a password from a file is {@code x}. */
  private Servers servers(String name) {
    Map<String, String> variables = new HashMap<>();
    ((Map<?, ?>) service(name).get("environment"))
        .forEach((key, value) -> variables.put(key.toString(), value.toString()));
    Matcher export = EXPORT.matcher(command(name));
    while (export.find()) {
      variables.put(export.group(1), export.group(2).replaceAll("\\$\\$\\(cat [^)]+\\)", "x"));
    }
    return new Servers(variables);
  }

  private List<String> commands() {
    return services.keySet().stream()
        .map(this::command)
        .flatMap(command -> COMMAND.matcher(command).results())
        .map(command -> command.group(1).replaceAll("\\$\\$\\{\\w+:\\+([^}]+)}", "$1").strip())
        .toList();
  }

  @Test
  void everyCommandExistsWithItsOptions() {
    assertThat(commands())
        .containsExactlyInAnyOrder(
            "privacy key new $$keys",
            "schema install",
            "retention run --archive /archive --keep $$KEEP");
    assertThat(commands())
        .allSatisfy(
            command ->
                assertThat(
                        DocumentedCommand.of("bin/context-graph " + command, "bin/context-graph")
                            .orElseThrow()
                            .unknown(Main.commandLine(Map.of())))
                    .as(command)
                    .isEmpty());
  }

  /** A role without a password cannot log in. */
  @Test
  void theSchemaIsInstalledWithAPasswordForEveryRole() {
    Servers servers = servers("schema");
    assertThat(Stream.of(LedgerRoles.defaultLogins(), KeyStoreSchema.defaultLogins()))
        .allSatisfy(
            logins ->
                assertThat(logins)
                    .isNotEmpty()
                    .allSatisfy(role -> assertThat(servers.passwordOf(role)).as(role).isPresent()));
  }

  @Test
  void everyServerOfACommandIsNamedWithItsLoginAndItsAuthority() {
    assertProtected(servers("schema").postgres(Servers.Role.ADMIN).address(), "postgres");
    assertProtected(servers("schema").neo4j().address(), "neo4j");
    assertProtected(
        servers("retention").postgres(Servers.Role.CONTROL).address(), "ledger_control");
    assertProtected(servers("retention").neo4j().address(), "neo4j");
  }

  private static void assertProtected(ServerAddress address, String user) {
    assertThat(address.user()).isEqualTo(user);
    assertThat(address.resolvedPassword()).isEqualTo("x");
    assertThat(address.isEncrypted()).isTrue();
  }
}
