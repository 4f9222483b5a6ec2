package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.system.TestControl;
import io.contextgraph.system.TestServers;
import io.contextgraph.system.TestSql;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How {@code schema install} ends if it cannot install. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class SchemaInstallIT {
  private static CommandRun install(String uri) {
    return CommandRun.of(Map.of("CONTEXT_GRAPH_POSTGRES_ADMIN_URI", uri), "schema", "install");
  }

  private static void assertRefused(CommandRun run, String reason) {
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains(reason);
  }

  private static String afterChange(String statement) throws SQLException {
    String database = TestServers.newLedger();
    TestSql.execute(TestServers.ledger(database, "postgres"), statement);
    return TestControl.uri(database, "postgres");
  }

  @Test
  void anOlderProgramIsRefusedByANewerSchema() throws SQLException {
    String newer =
        afterChange(
            "INSERT INTO ledger.schema_history SELECT installed_rank + 1, '999', 'later', type,"
                + " 'V999__later.sql', checksum, installed_by, installed_on, execution_time, success"
                + " FROM ledger.schema_history ORDER BY installed_rank DESC LIMIT 1");
    assertRefused(install(newer), "schema is newer than this program");
  }

  @Test
  void aMigrationWithAnotherChecksumIsRefused() throws SQLException {
    String changed =
        afterChange("UPDATE ledger.schema_history SET checksum = 1 WHERE version = '002'");
    assertRefused(install(changed), "checksum mismatch");
  }

  @Test
  void aRoleWithoutTheRightIsRefused() {
    String database = TestServers.newDatabase();
    TestServers.newLedger();
    assertRefused(install(TestControl.uri(database, "ledger_operator")), "permission denied");
  }

  @Test
  void aServerThatIsAwayIsNotReached() {
    CommandRun run = install("postgresql://postgres:p@127.0.0.1:1/x");
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.UNREACHABLE);
  }
}
