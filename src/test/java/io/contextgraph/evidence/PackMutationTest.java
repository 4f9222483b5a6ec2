package io.contextgraph.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random changes of a pack, and of what is in it, against models that do not check anything. */
class PackMutationTest {
  private static final long SEED = Long.getLong("seed", 20261126L);

  private final PackFixture fixture = PackFixture.of(30);
  @TempDir private Path folder;

  private Path pack() throws IOException {
    return fixture.write(PackFixture.OF_S1, folder.resolve("pack.zip"));
  }

  /** The JDK's reader shows whether any member is another one; the check must find it then. */
  @Test
  void noBitOfThePackCanBeChangedSoThatAMemberChanges() throws IOException {
    Path pack = pack();
    byte[] bytes = Files.readAllBytes(pack);
    Map<String, byte[]> members = Packs.read(pack);
    Random random = new Random(SEED);
    int found = 0;
    for (int round = 0; round < 400; round++) {
      byte[] changed = bytes.clone();
      int bit = random.nextInt(8 * bytes.length);
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      Path file = Files.write(folder.resolve("changed.zip"), changed);
      boolean holds = fixture.holds(file);
      found += holds ? 0 : 1;
      assertThat(holds && !areSame(members, file)).as("seed %d, bit %d", SEED, bit).isFalse();
    }
    assertThat(found).as("all but bits that mean nothing to a decompressor").isGreaterThan(395);
  }

  private static boolean areSame(Map<String, byte[]> members, Path file) throws IOException {
    Map<String, byte[]> read = Packs.read(file);
    return read.keySet().equals(members.keySet())
        && read.entrySet().stream()
            .allMatch(it -> Arrays.equals(it.getValue(), members.get(it.getKey())));
  }

  @Test
  void noPartOfThePackCanBeCutOffOrAdded() throws IOException {
    byte[] bytes = Files.readAllBytes(pack());
    Random random = new Random(SEED);
    for (int round = 0; round < 150; round++) {
      int from = random.nextInt(bytes.length);
      int length = 1 + random.nextInt(Math.min(40, bytes.length - from));
      Path cut = Files.write(folder.resolve("cut.zip"), without(bytes, from, length));
      assertThat(fixture.holds(cut)).as("seed %d, %d bytes from %d", SEED, length, from).isFalse();
      Path longer = Files.write(folder.resolve("longer.zip"), with(bytes, from, length, random));
      assertThat(fixture.holds(longer)).as("seed %d, %d bytes at %d", SEED, length, from).isFalse();
    }
  }

  private static byte[] without(byte[] bytes, int from, int length) {
    byte[] shorter = Arrays.copyOf(bytes, bytes.length - length);
    System.arraycopy(bytes, from + length, shorter, from, bytes.length - from - length);
    return shorter;
  }

  private static byte[] with(byte[] bytes, int at, int length, Random random) {
    byte[] added = new byte[length];
    random.nextBytes(added);
    byte[] longer = new byte[bytes.length + length];
    System.arraycopy(bytes, 0, longer, 0, at);
    System.arraycopy(added, 0, longer, at, length);
    System.arraycopy(bytes, at, longer, at + length, bytes.length - at);
    return longer;
  }

  /** A forger who also writes the new digest into the manifest. */
  @ParameterizedTest
  @EnumSource(
      value = Member.class,
      names = {
        "CHECKPOINT",
        "OLDER_CHECKPOINT",
        "CONSISTENCY",
        "EVENTS",
        "PROOFS",
        "CONTROL_EVENTS",
        "CONTROL_PROOFS"
      })
  void noByteOfWhatIsProvenCanBeChanged(Member member) throws IOException {
    Map<String, byte[]> members = Packs.read(pack());
    byte[] bytes = members.get(member.fileName());
    Random random = new Random(SEED + member.ordinal());
    for (int round = 0; round < 40; round++) {
      byte[] changed = changed(bytes, random);
      if (member == Member.OLDER_CHECKPOINT && sorted(changed).equals(sorted(bytes))) {
        continue; // The order of signatures means nothing.
      }
      members.put(member.fileName(), changed);
      Path file = folder.resolve("changed.zip");
      Packs.write(members, file);
      assertThat(fixture.holds(file))
          .as("seed %d, round %d: %s", SEED, round, new String(changed, StandardCharsets.UTF_8))
          .isFalse();
    }
  }

  private static List<String> sorted(byte[] note) {
    return new String(note, StandardCharsets.UTF_8).lines().sorted().toList();
  }

  /** One byte replaced, removed or inserted, or two lines exchanged. */
  private static byte[] changed(byte[] bytes, Random random) {
    int at = random.nextInt(bytes.length);
    byte[] changed = bytes;
    while (Arrays.equals(changed, bytes)) {
      changed =
          switch (random.nextInt(4)) {
            case 0 -> replaced(bytes, at, random);
            case 1 -> without(bytes, at, 1);
            case 2 -> with(bytes, at, 1, random);
            default -> exchanged(bytes, random);
          };
    }
    return changed;
  }

  private static byte[] replaced(byte[] bytes, int at, Random random) {
    byte[] changed = bytes.clone();
    changed[at] = (byte) random.nextInt(256);
    return changed;
  }

  private static byte[] exchanged(byte[] bytes, Random random) {
    List<String> lines = Arrays.asList(new String(bytes, StandardCharsets.UTF_8).split("\n", -1));
    int one = random.nextInt(lines.size() - 1);
    int other = random.nextInt(lines.size() - 1);
    String kept = lines.get(one);
    lines.set(one, lines.get(other));
    lines.set(other, kept);
    return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
  }

  /** Nothing signs seen_until; every other byte of the manifest is compared with something. */
  @Test
  void noByteOfTheManifestCanBeChangedExceptWhatNothingCovers() throws IOException {
    Path pack = pack();
    Map<String, byte[]> members = Packs.read(pack);
    String manifest = new String(members.get("manifest.json"), StandardCharsets.UTF_8);
    String time = "\"seen_until\":\"2026-11-02T09:00:00.123456Z\"";
    assertThat(manifest).contains(time);
    Random random = new Random(SEED);
    for (int round = 0; round < 80; round++) {
      byte[] bytes = manifest.getBytes(StandardCharsets.UTF_8);
      byte[] changed = changed(bytes, random);
      Path file = folder.resolve("changed.zip");
      write(members, changed, file);
      String text = new String(changed, StandardCharsets.UTF_8);
      boolean onlyTime = withoutTime(text).equals(withoutTime(manifest));
      assertThat(fixture.holds(file) && !onlyTime).as("seed %d: %s", SEED, text).isFalse();
    }
  }

  private static String withoutTime(String manifest) {
    return manifest.replaceAll("\"seen_until\":\"[^\"]*\"", "");
  }

  /** Writes members with a manifest as it is. */
  private void write(Map<String, byte[]> members, byte[] manifest, Path file) throws IOException {
    Path parts = Files.createDirectories(folder.resolve("parts"));
    List<MemberFile.Written> written = new java.util.ArrayList<>();
    for (Map.Entry<String, byte[]> member : members.entrySet()) {
      Member of = Member.of(member.getKey()).orElseThrow();
      try (MemberFile out = new MemberFile(of, parts)) {
        out.write(of == Member.MANIFEST ? manifest : member.getValue());
        written.add(out.end());
      }
    }
    PackFile.write(written, file);
  }
}
