package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.privacy.SubjectKey;
import io.contextgraph.system.TestServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code erase} destroys and keeps, in a real ledger, and what its receipt says. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class EraseCommandIT {
  @TempDir private Path folder;
  private PrivateLedger ledger;

  @BeforeEach
  void create() {
    ledger = PrivateLedger.create(folder);
  }

  private CommandRun erase(String subject, String... more) {
    String[] words = new String[more.length + 4];
    words[0] = "erase";
    words[1] = subject;
    words[2] = "--reason";
    words[3] = "asked on 1 November";
    System.arraycopy(more, 0, words, 4, more.length);
    return ledger.run(words);
  }

  private String checked(String receipt) throws Exception {
    Path file = Files.writeString(folder.resolve("receipt"), receipt);
    CommandRun check =
        ledger.run("privacy", "receipt", "check", file.toString(), "--vkey", ledger.vkey());
    assertThat(check.err()).isEmpty();
    assertThat(check.exitCode()).isZero();
    assertThat(receipt).startsWith(check.out());
    return check.out();
  }

  /** The facts that a second receipt repeats: all but its time and the end of the ledger. */
  private static List<String> facts(String receipt) {
    return receipt
        .lines()
        .filter(line -> !line.startsWith("issued ") && !line.startsWith("as-of "))
        .takeWhile(line -> !line.startsWith("copy "))
        .toList();
  }

  @Test
  void theLedgerStaysAsItWasAndTheReceiptListsWhatNothingOpensAndWhatIsPlain() throws Exception {
    SubjectKey key = ledger.key("p");
    ledger.append(
        PrivateLedger.sealed(1, "p", key, "{\"name\":\"Ada\"}").with("payload", "{\"a\":1}"),
        PrivateLedger.event(2),
        PrivateLedger.sealed(3, "p", key, "{\"name\":\"Ada\"}").with("on_behalf_of", "Ada"),
        PrivateLedger.sealed(4, "p", key, "{\"name\":\"Ada\"}"),
        PrivateLedger.event(5).with("subject_id", "p").with("payload_ref", "s3://bucket/ada"));
    String before = ledger.run("events").out();
    assertThat(ledger.run("ledger", "verify").exitCode()).isZero();

    CommandRun run = erase("p", "--out", folder.resolve("out").toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).doesNotContain("waiting");
    assertThat(Files.readString(folder.resolve("out"))).isEqualTo(run.out());
    String text = checked(run.out());
    assertThat(text.lines())
        .contains(
            "subject \"p\"",
            "reason \"asked on 1 November\"",
            "role \"privacy_officer\"",
            "position 6",
            "as-of 6",
            "sealed-events 3",
            "sealed 1",
            "sealed 3-4",
            "plain-events 4",
            "plain subject_id 4",
            "plain attributes 1",
            "plain on_behalf_of 1",
            "plain payload 1",
            "plain payload_ref 1",
            "plain control_events 1",
            "status not final \"context-graph privacy rotate --destroy-old\"");
    assertThat(text)
        .contains("\ncopy redis unknown \"plain values: none that the job has read ")
        .contains("\ncopy exports none ");
    assertThat(ledger.text("SELECT keyset IS NULL FROM privacy.subject")).isEqualTo("t");
    assertThat(ledger.run("events").out()).startsWith(before);
    assertThat(ledger.run("events").out().lines()).hasSize(6);
    assertThat(ledger.run("ledger", "verify").exitCode()).isZero();
  }

  @Test
  void aSecondRunErasesNothingAndRepeatsTheReceiptUntilTheKeyIsDestroyed() throws Exception {
    SubjectKey key = ledger.key("p");
    ledger.append(PrivateLedger.sealed(1, "p", key, "{}"));
    String first = erase("p").out();
    CommandRun second = ledger.run("erase", "p", "--reason", "another");
    assertThat(second.exitCode()).as(second.err()).isZero();
    assertThat(second.err())
        .contains("The subject was erased at", ": asked on 1 November. The receipt has that time");
    assertThat(facts(second.out())).isEqualTo(facts(first));
    assertThat(ledger.run("audit", "--type", "privacy.erased").out().lines()).hasSize(1);

    CommandRun rotated = ledger.run("privacy", "rotate", "--destroy-old");
    assertThat(rotated.exitCode()).as(rotated.err()).isZero();
    String last = checked(erase("p").out());
    assertThat(last).containsPattern("\nstatus final 2[0-9TZ:.-]+\n").doesNotContain("not final");
    assertThat(last).containsPattern("\nwrapped-by kek-[0-9a-f]{8} destroyed ");
    assertThat(last).containsPattern("\ncopy key-store-backups ended ");
    assertThat(ledger.run("ledger", "verify").exitCode()).isZero();
  }

  @Test
  void aSubjectThatNeverHadAKeyGetsATombstoneAndAReceiptThatSaysSo() throws Exception {
    CommandRun run = erase("nemo");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(checked(run.out()).lines())
        .contains("key none", "sealed-events 0", "plain-events 0")
        .noneMatch(line -> line.startsWith("wrapped-by ") || line.startsWith("copy key-"))
        .anyMatch(line -> line.startsWith("status final "));
    assertThat(ledger.text("SELECT count(*) FROM privacy.subject WHERE erased_at IS NOT NULL"))
        .isEqualTo("1");
  }

  /** The key store was restored from a backup that is older than the subject's key. */
  @Test
  void sealedValuesWithoutAKeyAreNotCalledFinal() throws Exception {
    ledger.append(PrivateLedger.sealed(1, "p", ledger.key("p"), "{}"));
    ledger.execute("DROP SCHEMA privacy CASCADE");
    TestServers.installKeyStore(ledger.database());
    CommandRun run = erase("p");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(checked(run.out()))
        .contains("\nkey none\n", "\nsealed-events 1\n", "\nstatus not final ")
        .contains("\ncopy key-store-backups unknown ");
  }

  /** Its events may be in the file only, so neither the counts nor the holds are complete. */
  @Test
  void archivedMonthsAreNamedAndAHoldThatOnlyTheyCouldDecideForbidsIt() throws Exception {
    ledger.append(PrivateLedger.sealed(1, "p", ledger.key("p"), "{}"));
    ledger.recordArchive("event_2026_11-0123456789abcdef.jsonl.gz");
    ledger.run("retention", "hold", "--session", "other", "--reason", "litigation");
    CommandRun refused = erase("p");
    assertThat(refused.exitCode()).isEqualTo(ExitCode.FOUND);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err())
        .contains("Not erased: sessions or agents are held, and months that were archived before")
        .contains("event_2026_11-0123456789abcdef.jsonl.gz", "--despite-hold");
    assertThat(ledger.text("SELECT keyset IS NOT NULL FROM privacy.subject")).isEqualTo("t");
    CommandRun run = erase("p", "--despite-hold");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(checked(run.out()))
        .contains("\ndespite-holds 1\n", "\ndespite-hold session \"other\" ")
        .containsPattern("\ncopy archives unknown .*event_2026_11-0123456789abcdef.jsonl.gz\" ");
  }

  /** The key store of a backup knows an earlier one. */
  @Test
  void theLastPlainValueIsThatOfTheLedgerIfTheStoreKnowsAnEarlierOne() throws Exception {
    ledger.append(PrivateLedger.sealed(1, "p", ledger.key("p"), "{}"));
    ledger.execute("UPDATE privacy.subject SET plain_sealed_at = '2026-11-02T10:00:00Z'");
    assertThat(checked(erase("p").out())).contains("30 s after 2026-11-02T10:00:00Z");
    ledger.execute(
        "ALTER TABLE privacy.subject DISABLE TRIGGER USER;"
            + " UPDATE privacy.subject SET plain_sealed_at = '2026-11-01T10:00:00Z'");
    assertThat(checked(erase("p").out())).contains("30 s after 2026-11-02T10:00:00Z");
  }

  @Test
  void settingsOfTheReceiptAreCheckedBeforeAnythingIsErased() throws Exception {
    ledger.append(PrivateLedger.sealed(1, "p", ledger.key("p"), "{}"));
    assertThat(erase("p", "--backup-retention", "9999999d").exitCode())
        .isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(ledger.text("SELECT keyset IS NOT NULL FROM privacy.subject")).isEqualTo("t");
  }

  /** The log of readers was restored with the key store, and lost the reading. */
  @Test
  void anExportThatOnlyTheLedgerKnowsIsNamed() throws Exception {
    ledger.append(PrivateLedger.sealed(1, "p", ledger.key("p"), "{}"));
    assertThat(ledger.run("export", "q").exitCode()).isZero();
    assertThat(ledger.run("export", "p").exitCode()).isZero();
    ledger.execute("DROP SCHEMA privacy CASCADE");
    TestServers.installKeyStore(ledger.database());
    ledger.key("p");
    assertThat(checked(erase("p").out()))
        .contains("\nopenings 0\n")
        .containsPattern("\ncopy exports unknown .* the 1 events privacy.exported about");
  }

  @Test
  void whatIsHeldIsNotErasedUnlessThatIsSaidAndRecorded() throws Exception {
    SubjectKey key = ledger.key("p");
    ledger.append(
        PrivateLedger.sealed(1, "p", key, "{}").with("session_id", "case"),
        PrivateLedger.sealed(2, "p", key, "{}").with("agent_id", "robot"));
    for (String[] held :
        new String[][] {{"--subject", "p"}, {"--session", "case"}, {"--agent", "robot"}}) {
      CommandRun hold = ledger.run("retention", "hold", held[0], held[1], "--reason", "litigation");
      assertThat(hold.exitCode()).as(hold.err()).isZero();
      String position = hold.out().strip();
      CommandRun refused = erase("p");
      assertThat(refused.exitCode()).isEqualTo(ExitCode.FOUND);
      assertThat(refused.out()).isEmpty();
      assertThat(refused.err())
          .contains(
              "Not erased: a hold on %s %s, since position %s: litigation"
                  .formatted(held[0].substring(2), held[1], position));
      assertThat(
              ledger.run("retention", "release", held[0], held[1], "--reason", "over").exitCode())
          .isZero();
    }
    ledger.run("retention", "hold", "--session", "other", "--reason", "of others");
    ledger.run("retention", "hold", "--session", "case", "--reason", "litigation");
    assertThat(ledger.text("SELECT keyset IS NOT NULL FROM privacy.subject")).isEqualTo("t");

    CommandRun run = erase("p", "--despite-hold");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(checked(run.out()).lines())
        .contains("despite-holds 1", "despite-hold session \"case\" 10 \"litigation\"");
    assertThat(ledger.run("audit", "--type", "privacy.erased").out())
        .contains("\"despite_holds\":\"1\"", "litigation");
    // The holds of then, whatever holds by now.
    ledger.run("retention", "release", "--session", "case", "--reason", "over");
    assertThat(facts(erase("p").out())).contains("despite-holds 1");
  }

  @Test
  void deadLettersAreCountedAndAValueInPlainThatReachedRedisIsNamed() throws Exception {
    ledger.key("p");
    ledger.addLetter(
        PrivateLedger.event(1).with("subject_id", "p").with("personal_data", "{\"a\":1}"));
    ledger.addLetter(PrivateLedger.event(2).with("subject_id", "p"));
    ledger.addLetter(PrivateLedger.event(3).with("subject_id", "q"));
    String text = checked(erase("p", "--backup-retention", "30d").out());
    assertThat(text)
        .contains("dead letters that name the subject: 2;")
        .contains("\ncopy redis unknown ", "became dead letters: 1, the last at ")
        .contains("\ncopy key-store-backups by ");
  }

  /** The value came to Redis in plain all the same, whatever the name of its field. */
  @Test
  void aValueInPlainInTheFieldOfSealedOnesIsNamedToo() throws Exception {
    ledger.key("p");
    ledger.key("q");
    ledger.addLetter(
        PrivateLedger.event(1).with("subject_id", "p").with("personal_data_sealed", "{\"a\":1}"));
    assertThat(checked(erase("p").out())).contains("became dead letters: 1, the last at ");
    ledger.addLetter(PrivateLedger.event(2).with("personal_data_sealed", "{\"a\":1}"));
    assertThat(checked(erase("q").out())).contains("or too large to be kept: 1\"");
  }

  /** Its personal data may lie beyond the part of the entry that was kept. */
  @Test
  void aLetterThatIsTooLargeMayHaveHadAValueInPlain() throws Exception {
    ledger.key("p");
    ledger.addLetter(PrivateLedger.event(1).with("subject_id", "p"));
    ledger.execute("UPDATE ledger.dead_letter SET reason = 'TOO_LARGE'");
    assertThat(checked(erase("p").out()))
        .contains("too large to be kept, that became dead letters: 1, the last at ");
  }

  @Test
  void aRestoredKeyStoreErasesAgainWhomTheLedgerNamesBeforeItErasesAnyoneElse() throws Exception {
    ledger.key("p");
    assertThat(erase("p").exitCode()).isZero();
    ledger.execute("DROP SCHEMA privacy CASCADE");
    TestServers.installKeyStore(ledger.database());
    ledger.key("p");
    ledger.key("q");
    CommandRun run = erase("q");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).contains("restored from a backup: 1 erasure was applied again");
    assertThat(ledger.text("SELECT count(*) FROM privacy.subject WHERE keyset IS NOT NULL"))
        .isEqualTo("0");
    assertThat(checked(erase("p").out())).contains("\nposition 1\n", "\nkey 1 kek-");
  }

  @Test
  void nothingIsErasedThatCouldNotBeRecordedOrSigned() throws Exception {
    ledger.key("p");
    for (String variable :
        List.of(
            "CONTEXT_GRAPH_POSTGRES_CONTROL_URI",
            "CONTEXT_GRAPH_PRIVACY_SIGNING_KEY_FILE",
            "CONTEXT_GRAPH_PRIVACY_OFFICER_URI")) {
      var environment = ledger.environment();
      environment.remove(variable);
      CommandRun refused = CommandRun.of(environment, "erase", "p", "--reason", "x");
      assertThat(refused.exitCode()).as(variable).isEqualTo(ExitCode.WRONG_USAGE);
      assertThat(refused.err()).contains(variable);
    }
    assertThat(ledger.text("SELECT keyset IS NOT NULL FROM privacy.subject")).isEqualTo("t");
    assertThat(erase("p", "--backup-retention", "soon").exitCode()).isEqualTo(2);
  }

  @Test
  void aReceiptThatWasChangedOrThatAnotherKeySignedIsRefused() throws Exception {
    String receipt = erase("p").out();
    Path changed =
        Files.writeString(
            folder.resolve("changed"), receipt.replace("plain-events 0", "plain-events 1"));
    for (Path file : List.of(changed, Files.writeString(folder.resolve("x"), "x\n"))) {
      CommandRun check =
          ledger.run("privacy", "receipt", "check", file.toString(), "--vkey", ledger.vkey());
      assertThat(check.exitCode()).isEqualTo(ExitCode.FOUND);
      assertThat(check.out()).isEmpty();
      assertThat(check.err()).startsWith("wrong: ");
    }
  }
}
