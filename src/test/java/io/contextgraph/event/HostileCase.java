package io.contextgraph.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One case of {@code src/test/resources/hostile}, whose README describes the format.
 *
 * @param before an entry sent first, or an empty list
 * @param fields alternating names and values, byte by byte
 * @param expected VALID, DUPLICATE or a {@link Reason}
 */
public record HostileCase(String name, List<byte[]> before, List<byte[]> fields, String expected) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path CASES = Path.of("src/test/resources/hostile/cases.jsonl");

  /** All cases, each with its own event id unless the case is about the id. */
  public static List<HostileCase> all(Path project) throws IOException {
    List<HostileCase> cases = new ArrayList<>();
    for (String line : Files.readAllLines(project.resolve(CASES))) {
      cases.add(read(JSON.readTree(line), cases.size() + 1));
    }
    return cases;
  }

  private static HostileCase read(JsonNode json, int number) throws IOException {
    List<byte[]> before = json.has("before") ? entry(json.path("before"), json, number) : List.of();
    List<byte[]> fields = entry(json.path("set"), json, number);
    for (JsonNode unset : json.path("unset")) {
      for (int i = 0; i < fields.size(); i += 2) {
        if (new String(fields.get(i), StandardCharsets.UTF_8).equals(unset.asText())) {
          fields.subList(i, i + 2).clear();
          break;
        }
      }
    }
    for (JsonNode added : json.path("add")) {
      fields.add(bytes(added.get(0)));
      fields.add(bytes(added.get(1)));
    }
    return new HostileCase(
        json.path("name").asText(), before, fields, json.path("expect").asText());
  }

  private static List<byte[]> entry(JsonNode set, JsonNode json, int number) throws IOException {
    Map<String, byte[]> fields = new LinkedHashMap<>();
    fields.put(
        "event_id", String.format("0057112e-0000-4000-8000-%012d", number).getBytes("US-ASCII"));
    fields.put("event_type", "tool.execute".getBytes(StandardCharsets.US_ASCII));
    fields.put("occurred_at", "2026-11-02T09:00:00Z".getBytes(StandardCharsets.US_ASCII));
    for (String name : List.of("session_id", "agent_id", "trace_id")) {
      fields.put(name, ("hostile " + name).getBytes(StandardCharsets.US_ASCII));
    }
    for (Map.Entry<String, JsonNode> field : set.properties()) {
      fields.put(field.getKey(), bytes(field.getValue()));
    }
    List<byte[]> list = new ArrayList<>();
    fields.forEach(
        (name, value) -> {
          list.add(name.getBytes(StandardCharsets.UTF_8));
          list.add(value);
        });
    return list;
  }

  private static byte[] bytes(JsonNode value) throws IOException {
    if (value.isTextual()) {
      return value.asText().getBytes(StandardCharsets.UTF_8);
    }
    if (value.has("base64")) {
      return Base64.getDecoder().decode(value.path("base64").asText());
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < value.path("times").asInt(); i++) {
      bytes.write(bytes(value.path("text")));
    }
    for (JsonNode part : value.path("join")) {
      bytes.write(bytes(part));
    }
    return bytes.toByteArray();
  }

  /** The number of bytes of all names and values. */
  public static long size(List<byte[]> fields) {
    return fields.stream().mapToLong(bytes -> bytes.length).sum();
  }

  @Override
  public String toString() {
    return name;
  }
}
