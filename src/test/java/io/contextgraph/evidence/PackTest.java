package io.contextgraph.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackTest {
  @TempDir private Path folder;

  private static byte[] deflated(byte[] bytes) {
    Deflater deflater = new Deflater(6, true);
    deflater.setInput(bytes);
    deflater.finish();
    byte[] out = new byte[bytes.length + 100];
    int length = deflater.deflate(out);
    deflater.end();
    return java.util.Arrays.copyOf(out, length);
  }

  /** A zip file with one member, whose header says what the caller wants. */
  private Path zip(String name, byte[] content, long size) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(content);
    byte[] compressed = deflated(content);
    PackEntry entry = new PackEntry(name, (int) crc.getValue(), compressed.length, size, 0);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(ZipForm.localHeader(entry));
    out.writeBytes(compressed);
    out.writeBytes(ZipForm.directory(List.of(entry)));
    return Files.write(folder.resolve("file.zip"), out.toByteArray());
  }

  @Test
  void theBytesAroundAMemberAreAlwaysTheSame() {
    PackEntry entry = new PackEntry("checkpoint", 0x01020304, 5, 6, 0);
    assertThat(HexFormat.of().formatHex(ZipForm.localHeader(entry)))
        .isEqualTo(
            "504b0304140000000800000021000403020105000000060000000a000000"
                + "636865636b706f696e74");
    assertThat(HexFormat.of().formatHex(ZipForm.directory(List.of(entry))))
        .isEqualTo(
            "504b01021400140000000800000021000403020105000000060000000a0000000000000000000000000000000000"
                + "636865636b706f696e74"
                + "504b0506000000000100010038000000"
                + "2d0000000000");
  }

  @Test
  void aMemberIsReadAsItWasWritten() throws IOException {
    byte[] content = "some text".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
    try (Pack pack = Pack.open(zip("checkpoint", content, content.length))) {
      assertThat(pack.bytes(Member.CHECKPOINT)).isEqualTo(content);
    }
  }

  @Test
  void aMemberThatIsLargerThanItSaysIsNotReadToItsEnd() throws IOException {
    byte[] zeros = new byte[200 << 20];
    try (Pack pack = Pack.open(zip("events.jsonl", zeros, 10));
        InputStream in = pack.open(pack.required(Member.EVENTS))) {
      assertThatThrownBy(() -> in.read(new byte[1 << 16]))
          .isInstanceOf(MalformedPackException.class)
          .hasMessageContaining("events.jsonl is damaged");
    }
  }

  @Test
  void aMemberThatIsSmallerThanItSaysIsDamaged() throws IOException {
    try (Pack pack = Pack.open(zip("checkpoint", new byte[5], 6))) {
      assertThatThrownBy(() -> pack.bytes(Member.CHECKPOINT))
          .isInstanceOf(MalformedPackException.class);
    }
  }

  @Test
  void aManifestThatClaimsToBeLargeIsNotRead() throws IOException {
    byte[] zeros = new byte[4 << 20];
    Path file = zip("manifest.json", zeros, zeros.length);
    assertThatThrownBy(() -> PackFixture.of(4).check().check(file, Optional.empty()))
        .isInstanceOf(MalformedPackException.class)
        .hasMessage("manifest.json is too large");
  }

  @Test
  void aLineWithoutEndIsNotKeptInMemory() throws IOException {
    byte[] line = new byte[9 << 20];
    RecordReader lines =
        RecordReader.lines("events.jsonl", new java.io.ByteArrayInputStream(line), 8 << 20);
    assertThatThrownBy(lines::next)
        .isInstanceOf(MalformedPackException.class)
        .hasMessage("line 1 of events.jsonl is too long");
  }

  @Test
  void aNameIsNeverAPath() throws IOException {
    Path file = zip("../../escaped", new byte[1], 1);
    assertThatThrownBy(() -> PackFixture.of(4).check().check(file, Optional.empty()))
        .isInstanceOf(MalformedPackException.class)
        .hasMessage("the file has no member manifest.json");
  }

  @Test
  void aZipFileOfAnotherProgramIsNotAPack() throws IOException {
    Path file = folder.resolve("other.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("manifest.json"));
      zip.write('x');
    }
    assertThatThrownBy(() -> Pack.open(file))
        .isInstanceOf(MalformedPackException.class)
        .hasMessage("the zip file, at byte 0, is not in the form of a pack");
    Files.write(file, new byte[3]);
    assertThatThrownBy(() -> Pack.open(file)).hasMessage("the file ends too early");
    Files.writeString(file, "no zip file at all, but some text");
    assertThatThrownBy(() -> Pack.open(file)).hasMessageContaining("directory, at byte 0, is not");
  }

  /** The text of README.txt may change, with its digest. */
  private static String golden() throws IOException {
    try (InputStream in = PackTest.class.getResourceAsStream("/evidence/manifest.json")) {
      String readme =
          "{\"name\":\"README.txt\",\"bytes\":%d,\"sha256\":\"%s\"},"
              .formatted(Readme.bytes().length, Digests.sha256(Readme.bytes()));
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("README", readme);
    }
  }

  @Test
  void thePackOfAQuestionIsAlwaysTheSame() throws IOException {
    Path one = PackFixture.withoutWitness(30).write(PackFixture.OF_S1, folder.resolve("one"));
    Path other = PackFixture.withoutWitness(30).write(PackFixture.OF_S1, folder.resolve("other"));
    assertThat(Files.readAllBytes(one)).isEqualTo(Files.readAllBytes(other));
    assertThat(new String(Packs.read(one).get("manifest.json"), StandardCharsets.UTF_8))
        .isEqualTo(golden());
  }
}
