package io.contextgraph.notary;

import io.contextgraph.event.ContentHash;
import io.contextgraph.event.Micros;
import io.contextgraph.event.PresentedEvent;
import io.contextgraph.event.Recording;
import io.contextgraph.tree.Hash;
import io.contextgraph.tree.Sha256;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Compares an event with a leaf.
 *
 * @param proven the leaf and its fields
 */
record ContentCheck(ProvenLeaf proven) {
  /** What is known of the event if the leaf is in the ledger. */
  List<Finding> check(PresentedEvent event) {
    List<Finding> findings = new ArrayList<>(List.of(content(event), personalData(event)));
    Recording recording = event.recording();
    if (recording != null && !isOf(recording)) {
      findings.add(
          Finding.wrong("the ledger in the event's JSON names another place than the proof"));
    }
    return findings;
  }

  private Finding content(PresentedEvent event) {
    byte[] recorded = proven.fields().contentHash();
    if (!event.eventId().equals(proven.fields().eventId())) {
      return Finding.wrong(
          "the proof is about event " + proven.fields().eventId() + ", not " + event.eventId());
    }
    if (recorded[0] != ContentHash.VERSION) {
      return Finding.wrong(
          "the content of the event cannot be compared: its hash has version "
              + recorded[0]
              + ", unknown here");
    }
    return Arrays.equals(recorded, event.contentHash())
        ? Finding.proven("the content of the event, apart from its personal data, is the recorded")
        : Finding.wrong("the content of the event is not what was recorded: another content hash");
  }

  private Finding personalData(PresentedEvent event) {
    Sha256 sha256 = new Sha256();
    byte[] sealed = event.personalDataSealed();
    Hash recorded = proven.fields().personalData();
    if (recorded.equals(sha256.empty())) {
      return sealed == null
          ? Finding.proven("no personal data were recorded with the event")
          : Finding.wrong("the event has personal data, but none were recorded");
    }
    if (sealed == null) {
      return Finding.notProven("the sealed personal data of the event: they were not given");
    }
    return recorded.equals(sha256.of(sealed))
        ? Finding.proven("the sealed personal data of the event are the recorded")
        : Finding.wrong("the sealed personal data of the event are not the recorded");
  }

  private boolean isOf(Recording recording) {
    return recording.globalPosition() == proven.leaf().position()
        && Micros.of(recording.recordedAt()) == proven.leaf().recordedAtMicros()
        && Arrays.equals(recording.contentHash(), proven.fields().contentHash())
        && recording.stream().equals(proven.fields().stream())
        && recording.entryId().equals(proven.fields().entryId());
  }
}
