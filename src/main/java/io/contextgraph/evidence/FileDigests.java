package io.contextgraph.evidence;

import io.contextgraph.notary.Finding;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Compares the members of a pack with those that its manifest names, by their digests. */
record FileDigests(Pack pack, Manifest manifest) {
  /** All that is wrong. */
  List<Finding> check() throws IOException {
    List<String> expected = new ArrayList<>(List.of(Member.MANIFEST.fileName()));
    manifest.files().forEach(file -> expected.add(file.name()));
    List<String> names = pack.entries().stream().map(PackEntry::name).toList();
    if (!names.equals(expected)) {
      return List.of(
          Finding.wrong(
              "the pack has other members than its manifest names: %s, not %s"
                  .formatted(names, expected)));
    }
    Optional<String> unfit = unfit();
    if (unfit.isPresent()) {
      return List.of(Finding.wrong(unfit.get()));
    }
    List<Finding> wrong = new ArrayList<>();
    for (int i = 0; i < manifest.files().size(); i++) {
      compare(pack.entries().get(i + 1), manifest.files().get(i)).ifPresent(wrong::add);
    }
    return wrong;
  }

  /** Why the members cannot be those of a pack. */
  private Optional<String> unfit() {
    List<Member> found = new ArrayList<>();
    for (PackEntry entry : pack.entries()) {
      Optional<Member> member = Member.of(entry.name());
      if (member.isEmpty() || found.contains(member.get())) {
        return Optional.of("the member " + entry.name() + " is unknown or repeated");
      }
      if (entry.size() > member.get().maxBytes()) {
        return Optional.of("the member " + entry.name() + " is too large");
      }
      found.add(member.get());
    }
    for (Member member : Member.values()) {
      if (member.isRequired() && !found.contains(member)) {
        return Optional.of("the member " + member.fileName() + " is missing");
      }
    }
    return found.contains(Member.OLDER_CHECKPOINT) == found.contains(Member.CONSISTENCY)
        ? Optional.empty()
        : Optional.of(
            "an older checkpoint needs its proof of consistency, and the other way round");
  }

  private Optional<Finding> compare(PackEntry entry, Manifest.Digest expected) throws IOException {
    try (DigestInputStream in = new DigestInputStream(pack.open(entry), Digests.sha256())) {
      long bytes = in.transferTo(OutputStream.nullOutputStream());
      String sha256 = HexFormat.of().formatHex(in.getMessageDigest().digest());
      return bytes == expected.bytes() && sha256.equals(expected.sha256())
          ? Optional.empty()
          : Optional.of(
              Finding.wrong(entry.name() + " has another SHA-256 than the manifest says"));
    }
  }
}
