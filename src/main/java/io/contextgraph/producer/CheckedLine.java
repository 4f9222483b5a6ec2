package io.contextgraph.producer;

import io.contextgraph.event.Decoded;
import io.contextgraph.event.Faults;
import io.contextgraph.event.FieldName;
import io.contextgraph.event.Sealer;
import java.util.ArrayList;
import java.util.List;

/**
 * What becomes of a line: the fields of an entry that the job records, fields that must be sealed
 * first, or a refusal.
 */
public sealed interface CheckedLine {
  /**
   * @param fields alternating names and values
   */
  record Accepted(List<byte[]> fields) implements CheckedLine {}

  /**
   * @param plainFields alternating names and values; {@code personal_data} is plain
   * @param decoded what they mean
   */
  record Unsealed(List<byte[]> plainFields, Decoded.Unsealed decoded) implements CheckedLine {
    /** Seals the personal data. */
    public Sealer.Outcome sealedBy(Sealer sealer) {
      return sealer.seal(decoded.event().eventId(), decoded.subjectId(), decoded.personalData());
    }

    /**
     * The fields to publish: with the sealed value in the place of the plain one, or without it if
     * the subject was erased.
     */
    public List<byte[]> fields(Sealer.Outcome outcome) {
      List<byte[]> fields = new ArrayList<>();
      for (int i = 0; i < plainFields.size(); i += 2) {
        if (!FieldName.PERSONAL_DATA.is(plainFields.get(i))) {
          fields.addAll(plainFields.subList(i, i + 2));
        } else if (outcome instanceof Sealer.Outcome.Sealed sealed) {
          fields.add(FieldName.PERSONAL_DATA_SEALED.bytes());
          fields.add(sealed.value().toBase64());
        }
      }
      return fields;
    }
  }

  /**
   * @param faults what is wrong; one of them has the reason of the dead letter that the line would
   *     become
   * @param hints sentences about what may have been meant
   */
  record Refused(Faults faults, List<String> hints) implements CheckedLine {
    /** Without hints. */
    Refused(Faults faults) {
      this(faults, List.of());
    }

    /** What is wrong and what may have been meant, for a human reader. */
    public String text() {
      return hints.isEmpty() ? faults.text() : faults.text() + "; " + String.join(", ", hints);
    }
  }
}
