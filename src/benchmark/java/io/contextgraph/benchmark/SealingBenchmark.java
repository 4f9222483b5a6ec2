package io.contextgraph.benchmark;

import io.contextgraph.event.EventId;
import io.contextgraph.event.Sealer;
import io.contextgraph.local.LocalSystem;
import io.contextgraph.local.PostgresServer;
import io.contextgraph.privacy.KeyEncryptionKey;
import io.contextgraph.privacy.KeyEncryptionKeyFile;
import io.contextgraph.privacy.KeyFileChanges;
import io.contextgraph.privacy.KeyStoreSealers;
import io.contextgraph.schema.Installation;
import io.contextgraph.schema.KeyStoreSchema;
import io.contextgraph.server.Secret;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;

/**
 * Measures what sealing costs an event with 200 bytes of personal data: with few subjects, whose
 * keys are leased every 30 s, and with a new subject for each event, which takes a transaction of
 * the key store. The store is compared with its ledger meanwhile, as a job does.
 */
record SealingBenchmark(LocalSystem system, int events, PrintStream out, LongSupplier nanoClock) {
  private static final int FEW_SUBJECTS = 100;
  private static final int PLAIN_BYTES = 200;
  private static final int NEW_SUBJECTS_PART = 100;
  private static final int WARM_UP = 100_000;

  /** Whether every value was sealed. */
  boolean run() throws SQLException, IOException {
    try (Sealer sealer = sealers().open()) {
      seal(sealer, WARM_UP, SealingBenchmark::known);
      boolean few = report("of 100 subjects", sealer, events, SealingBenchmark::known);
      seal(sealer, WARM_UP / NEW_SUBJECTS_PART, number -> "warm-up-" + number);
      int fewer = Math.max(1, events / NEW_SUBJECTS_PART);
      return few && report("with a new subject each", sealer, fewer, number -> "new-" + number);
    }
  }

  private static String known(int number) {
    return "subject-" + number % FEW_SUBJECTS;
  }

  private boolean report(String what, Sealer sealer, int count, IntFunction<String> subjects) {
    Stopwatch stopwatch = Stopwatch.start(nanoClock);
    int sealed = seal(sealer, count, subjects);
    double seconds = stopwatch.seconds();
    out.printf(
        "%d values of %d bytes %s: %.0f values/s, %.1f microseconds each%n",
        count, PLAIN_BYTES, what, count / seconds, 1e6 * seconds / count);
    return sealed == count;
  }

  private static int seal(Sealer sealer, int count, IntFunction<String> subjects) {
    byte[] plain = new byte[PLAIN_BYTES];
    int sealed = 0;
    for (int number = 0; number < count; number++) {
      Sealer.Outcome outcome =
          sealer.seal(new EventId(number, ~number), subjects.apply(number), plain);
      sealed += outcome instanceof Sealer.Outcome.Sealed ? 1 : 0;
    }
    return sealed;
  }

  private KeyStoreSealers sealers() throws SQLException, IOException {
    Map<String, Secret> passwords = new LinkedHashMap<>();
    for (String role : KeyStoreSchema.defaultLogins()) {
      Path file = system.postgres().secrets().resolve(role);
      passwords.put(role, new Secret.FromFile(file.toString()));
    }
    KeyStoreSchema.install(
        system.postgres().superuser(PostgresServer.DATABASE), Installation.of(passwords));
    Path folder = Files.createTempDirectory(system.postgres().secrets(), "benchmark-");
    KeyEncryptionKeyFile keys = new KeyEncryptionKeyFile(folder.resolve("keys").toString());
    new KeyFileChanges(keys).create(KeyEncryptionKey.generate(new SecureRandom()));
    return new KeyStoreSealers(
        system.postgres().connections("privacy_sealer", PostgresServer.DATABASE),
        keys,
        system.postgres().connections("ledger_writer", PostgresServer.DATABASE),
        false,
        3);
  }
}
