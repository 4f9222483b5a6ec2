package io.contextgraph.witness;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.note.SignedNote;
import io.contextgraph.note.SigningKey;
import io.contextgraph.note.WitnessRequest;
import io.contextgraph.tree.Hash;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A witness on disk against a model that knows which leaves each tree has, through random requests
 * of a log with several branches, and restarts.
 */
class WitnessModelTest {
  private static final long SEED = 1_412;
  private static final int ROUNDS = 60;
  private static final int REQUESTS = 40;
  private static final int SIZE = 24;

  private final SigningKey witnessKey = TestLog.newWitnessKey("w.example");

  @TempDir private Path folder = Path.of("");

  /** The leaves of the last cosigned tree, and whether the log has forked. */
  private List<Hash> last = List.of();

  private boolean cosigned;
  private boolean forked;

  /** Of a request that the log signed with a proof that is right for its branch, or broken. */
  private int expected(List<Hash> leaves, long old, boolean signed, boolean broken) {
    if (!signed) {
      return 403;
    }
    if (old > leaves.size()) {
      return 400;
    }
    forked |= cosigned && leaves.size() == last.size() && !leaves.equals(last);
    if (old != last.size()) {
      return 409;
    }
    boolean extendsLast = leaves.subList(0, last.size()).equals(last);
    if (forked || !extendsLast || broken) {
      return 422;
    }
    last = leaves;
    cosigned = true;
    return 200;
  }

  @Test
  void aWitnessAnswersAsTheModelDoes() throws IOException {
    Random random = new Random(SEED);
    int[] answers = new int[600];
    for (int round = 0; round < ROUNDS; round++) {
      last = List.of();
      cosigned = false;
      forked = false;
      run(folder.resolve("round-" + round), random, answers);
    }
    for (int status : new int[] {200, 400, 403, 409, 422}) {
      assertThat(answers[status]).as("answers %d", status).isGreaterThan(20);
    }
  }

  private void run(Path state, Random random, int[] answers) throws IOException {
    TestLog trunk = TestLog.of("log.example/a", SIZE);
    TestLog branch = trunk.forkedAt(random.nextInt(SIZE));
    Witness witness = open(state, trunk);
    for (int i = 0; i < REQUESTS; i++) {
      if (random.nextInt(8) == 0) {
        witness.close();
        witness = open(state, trunk);
      }
      TestLog log = random.nextInt(10) == 0 ? branch : trunk;
      Reply reply = ask(witness, log, random);
      answers[reply.status()]++;
    }
    witness.close();
  }

  private Witness open(Path state, TestLog log) throws IOException {
    return Witness.open(
        state,
        List.of(log.key().verifierKey()),
        List.of(witnessKey),
        InstantSource.system(),
        notice -> assertThat(notice).startsWith("FORK: "));
  }

  private Reply ask(Witness witness, TestLog log, Random random) throws IOException {
    int size = Math.min(SIZE, last.size() + random.nextInt(4) - (random.nextInt(4) == 0 ? 2 : 0));
    size = Math.max(0, size);
    long old = random.nextInt(4) == 0 ? random.nextInt(SIZE) : last.size();
    boolean signed = random.nextInt(10) > 0;
    SigningKey key = signed ? log.key() : TestLog.newKey(log.origin());
    SignedNote checkpoint = TestLog.signed(log.head(size), key);
    List<Hash> proof = new ArrayList<>();
    if (old <= size) {
      proof.addAll(log.request(old, size).proof());
    }
    boolean broken = random.nextInt(8) == 0;
    if (broken) {
      proof.add(log.leaves().get(0));
    }
    Reply reply = witness.addCheckpoint(new WitnessRequest(old, proof, checkpoint).toBytes());
    int expected = expected(log.leaves().subList(0, size), old, signed, broken);
    assertThat(reply.status()).as("size %d, old %d, seed %d", size, old, SEED).isEqualTo(expected);
    if (expected == 409) {
      assertThat(reply.body()).isEqualTo(last.size() + "\n");
    }
    return reply;
  }
}
