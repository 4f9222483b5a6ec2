package io.contextgraph.cli;

import io.contextgraph.event.ControlEvent;
import io.contextgraph.event.Status;
import io.contextgraph.ledger.ControlEvents;
import io.contextgraph.privacy.Kek;
import io.contextgraph.privacy.KeyEncryptionKeys;
import io.contextgraph.privacy.KeyStore;
import io.contextgraph.privacy.Rewrapped;
import io.contextgraph.privacy.Rotation;
import java.io.IOException;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code privacy rotate}. */
@Command(
    name = "rotate",
    mixinStandardHelpOptions = true,
    description = {
      "Replaces the key-encryption key, and encrypts the keys of all subjects with the new one.",
      "Adds a new key to the file in CONTEXT_GRAPH_PRIVACY_KEY_FILE, unless \"privacy key add\" did."
          + " Sealing continues meanwhile where that file is; a machine with a copy of it needs the new"
          + " key first. If it is interrupted, the next run completes it. Exit code 1 if keys of"
          + " subjects could not be read with the file.",
      "Connects with CONTEXT_GRAPH_PRIVACY_OFFICER_URI, and records an event privacy.rotated with"
          + " CONTEXT_GRAPH_POSTGRES_CONTROL_URI. The erasures that a restored key store misses are"
          + " applied first."
    })
final class PrivacyRotateCommand implements Callable<Integer> {
  private static final Set<Kek.State> USED =
      Set.of(Kek.State.RETIRED, Kek.State.LEAVING, Kek.State.DESTROYED);

  private final Servers servers;
  private final SecureRandom random;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private ReasonOption reason = new ReasonOption();

  @Option(
      names = "--destroy-old",
      description =
          "Remove the old key-encryption keys from the file. Old copies of the key store cannot be"
              + " read any more, and erasures are final.")
  private boolean destroyOld;

  @Option(
      names = "--no-copy-left",
      paramLabel = "KEK_ID",
      description =
          "With --destroy-old: a retired key-encryption key that the file lacks and of which no copy is"
              + " left, as the officer knows; recorded in the event. Can be given several times (default:"
              + " none).")
  private List<String> noCopyLeft = new ArrayList<>();

  @Option(
      names = "--key-file-lost",
      description =
          "Continue although the file lacks the store's active key, because no copy of the file that"
              + " has it is left. What is sealed with its keys stays closed for ever.")
  private boolean keyFileLost;

  /**
   * @param random makes the new key
   */
  PrivacyRotateCommand(Servers servers, SecureRandom random) {
    this.servers = servers;
    this.random = random;
  }

  @Override
  public Integer call() throws IOException, SQLException {
    reason.text();
    try (ControlEvents events = new ControlLog(servers).openFor(Servers.Role.OFFICER);
        KeyStore officer = KeyStore.open(servers.postgres(Servers.Role.OFFICER));
        Rotation rotation = Rotation.open(officer, servers.keyEncryptionKeys(), random)) {
      restore(officer, events);
      requireAbsent(officer);
      String active = keyFileLost ? rotation.prepareKeyOfNewFile() : rotation.prepareKey();
      rotation.activate(active);
      Rewrapped rewrapped = rotation.rewrap();
      Rotation.Removed removed =
          destroyOld ? rotation.destroyOld(noCopyLeft) : new Rotation.Removed(List.of(), List.of());
      List<Kek> keks = officer.keks().all();
      events.append(event(keks, active, rewrapped, removed));
      print(active, rewrapped, removed);
      return rewrapped.isComplete() ? ExitCode.DONE : ExitCode.FOUND;
    }
  }

  private void restore(KeyStore officer, ControlEvents events) throws SQLException {
    try (Connection ledger = servers.postgres(Servers.Role.CONTROL).openLedger()) {
      new PrivacyRestore(officer, events, spec.commandLine().getErr()).apply(ledger, reason.text());
    }
  }

  private void requireAbsent(KeyStore officer) throws IOException, SQLException {
    KeyEncryptionKeys keys = servers.keyEncryptionKeys().read();
    List<Kek> known = officer.keks().all();
    for (String id : noCopyLeft) {
      boolean retired =
          known.stream().anyMatch(kek -> kek.id().equals(id) && USED.contains(kek.state()));
      if (!destroyOld || !retired || keys.find(id).isPresent()) {
        throw new UsageException(
            "--no-copy-left needs --destroy-old and a retired key-encryption key that the key file"
                + " lacks: "
                + id);
      }
    }
  }

  private ControlEvent event(
      List<Kek> keks, String active, Rewrapped rewrapped, Rotation.Removed removed) {
    TreeMap<String, String> parameters = new TreeMap<>();
    parameters.put("destroy_old", Boolean.toString(destroyOld));
    parameters.put("key_file_lost", Boolean.toString(keyFileLost));
    if (!noCopyLeft.isEmpty()) {
      parameters.put("no_copy_left", String.join(" ", noCopyLeft));
    }
    TreeMap<String, String> result = new TreeMap<>();
    result.put("active", active);
    result.put("rewrapped", Long.toString(rewrapped.changed()));
    result.put("lost", Long.toString(rewrapped.lost()));
    result.put("damaged", Integer.toString(rewrapped.damaged().size()));
    result.put("destroyed_now", String.join(" ", removed.destroyed()));
    // Also those of a run that ended before it was recorded.
    result.put("retired", ids(keks, Kek.State.RETIRED));
    result.put("destroyed", ids(keks, Kek.State.DESTROYED));
    return new ControlEvent("privacy.rotated", Status.COMPLETED, reason.text(), parameters, result);
  }

  private static String ids(List<Kek> keks, Kek.State state) {
    return keks.stream()
        .filter(kek -> kek.state() == state)
        .map(Kek::id)
        .collect(Collectors.joining(" "));
  }

  private void print(String active, Rewrapped rewrapped, Rotation.Removed removed) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(active + " is the active key-encryption key");
    out.println(
        "the keys of " + Plural.of(rewrapped.changed(), "subject", "subjects") + " were encrypted");
    removed.destroyed().forEach(id -> out.println(id + " is destroyed"));
    removed
        .absent()
        .forEach(
            id ->
                out.println(
                    id
                        + " is not in the key file and stays retired: a copy of the file may have it;"
                        + " if none is left, --no-copy-left says so"));
    if (rewrapped.lost() > 0) {
      spec.commandLine()
          .getErr()
          .println(
              "The keys of "
                  + Plural.of(rewrapped.lost(), "subject", "subjects")
                  + " are encrypted by key-encryption keys that the key file lacks.");
    }
    for (String subject : rewrapped.damaged()) {
      spec.commandLine()
          .getErr()
          .println(
              CellText.visible(
                  "The key of subject "
                      + subject
                      + " is damaged, so what it sealed cannot be opened; the old key-encryption key"
                      + " stays until the subject is erased."));
    }
  }
}
