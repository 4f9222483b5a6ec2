package io.contextgraph.event;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Dead letters as sent between operators, version 1. */
public enum DeadLetterFormat implements BinaryFormat<DeadLetter> {
  DEAD_LETTER_V1;

  @Override
  public Class<DeadLetter> type() {
    return DeadLetter.class;
  }

  @Override
  public void write(DeadLetter letter, DataOutput out) throws IOException {
    Binary.writeText(letter.stream(), out);
    Binary.writeText(letter.entryId(), out);
    Binary.writeText(letter.reason().name(), out);
    Binary.writeText(letter.detail(), out);
    Binary.writeBytes(letter.fields(), out);
  }

  @Override
  public DeadLetter read(DataInput in) throws IOException {
    return new DeadLetter(
        Binary.readRequiredText(in),
        Binary.readRequiredText(in),
        Reason.valueOf(Binary.readRequiredText(in)),
        Binary.readRequiredText(in),
        Binary.readRequiredBytes(in));
  }
}
