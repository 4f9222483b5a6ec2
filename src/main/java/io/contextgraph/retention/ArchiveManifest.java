package io.contextgraph.retention;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contextgraph.archive.ArchiveException;
import io.contextgraph.archive.ArchiveReader;
import io.contextgraph.archive.ArchivedMonth;
import io.contextgraph.event.PositionRanges;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/**
 * What is beside a file of archived events: what is in it, and what it was compared with.
 *
 * @param month what the ledger will say
 * @param content what was read back from the file
 * @param fileBytes the size of the file
 * @param tiles the digest of the tiles that have the events' leaves
 * @param checkpoint the note of a checkpoint that covers the events
 */
record ArchiveManifest(
    String ledgerId,
    ArchivedMonth month,
    ArchiveReader.Content content,
    long fileBytes,
    String tiles,
    String checkpoint) {
  private static final int VERSION = 1;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  byte[] toBytes() {
    ObjectNode root = JSON.createObjectNode();
    root.put("version", VERSION);
    root.put("ledger_id", ledgerId);
    root.put("partition", month.partition());
    root.put("lower", month.lower().toString());
    root.put("upper", month.upper().toString());
    root.put("rows", content.positions().positions());
    root.put("first", content.first());
    root.put("last", content.last());
    root.put("range_count", content.positions().ranges());
    root.put("ranges_sha256", content.positions().digest());
    root.put("ranges", ranges());
    ObjectNode file = root.putObject("file");
    file.put("name", month.file().name());
    file.put("bytes", fileBytes);
    file.put("sha256", content.fileDigest());
    ObjectNode lines = root.putObject("lines");
    lines.put("bytes", content.lineBytes());
    lines.put("sha256", content.linesDigest());
    root.put("tiles_sha256", tiles);
    root.put("checkpoint", checkpoint);
    try {
      return (JSON.writeValueAsString(root) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers are always JSON", e);
    }
  }

  /** The first ranges, at most {@link PositionRanges#KEPT}; the digest covers all. */
  private String ranges() {
    return content.positions().kept().stream()
        .map(PositionRanges.Range::toString)
        .collect(Collectors.joining(","));
  }

  /**
   * Checks that a manifest is of this file and this ledger.
   *
   * @param ids the ids that the ledger has and had
   * @throws ArchiveException if it is not
   */
  static void require(byte[] manifest, ArchivedMonth month, Iterable<String> ids)
      throws IOException {
    JsonNode root;
    try {
      root = JSON.readTree(manifest);
    } catch (JsonProcessingException e) {
      throw new ArchiveException("the manifest of " + month.file().name() + " is not JSON", e);
    }
    boolean fits =
        root.path("version").asInt() == VERSION
            && root.path("file").path("name").asText().equals(month.file().name())
            && root.path("file").path("sha256").asText().equals(month.file().bytes())
            && root.path("lines").path("sha256").asText().equals(month.file().lines())
            && root.path("ranges_sha256").asText().equals(month.positions().digest());
    boolean own = false;
    for (String id : ids) {
      own |= root.path("ledger_id").asText().equals(id);
    }
    if (!fits || !own) {
      throw new ArchiveException(
          "the manifest of "
              + month.file().name()
              + (own ? " is not that of the file that the ledger names" : " is of another ledger"));
    }
  }
}
