package io.contextgraph.notary;

import io.contextgraph.ledger.TileReadException;
import io.contextgraph.ledger.TreeReader;
import io.contextgraph.note.Checkpoint;
import io.contextgraph.note.Cosignature;
import io.contextgraph.note.MalformedNoteException;
import io.contextgraph.note.NoteSignature;
import io.contextgraph.note.SignedNote;
import io.contextgraph.note.VerifierKey;
import io.contextgraph.note.WitnessClient;
import io.contextgraph.note.WitnessException;
import io.contextgraph.server.FailureText;
import io.contextgraph.tree.StoredTree;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Has checkpoints cosigned by witnesses, one after the other. A witness that does not cosign is
 * reported and left out. One that cosigned a checkpoint is not asked for the same again. Used by
 * one thread.
 */
public final class Witnesses implements Cosigning {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final List<Asked> witnesses;
  private final List<VerifierKey> keys;
  private final Consumer<String> notices;

  /** A witness, and what it cosigned last. */
  private static final class Asked {
    private final URI url;
    private final WitnessClient client;
    private String text = "";
    private long size;

    Asked(URI url, List<VerifierKey> keys) {
      this.url = url;
      client = new WitnessClient(url, keys, TIMEOUT);
    }

    SignedNote cosigned(SignedNote note, StoredTree tree)
        throws WitnessException, InterruptedException {
      SignedNote cosigned = note;
      for (NoteSignature signature : client.cosign(note, size, tree)) {
        cosigned = cosigned.with(signature);
      }
      text = note.text();
      size = Checkpoint.parse(text).size();
      return cosigned;
    }
  }

  /**
   * @param urls what precedes {@code /add-checkpoint}
   * @param keys whose cosignatures a checkpoint keeps, if they are valid; without keys, it keeps
   *     the first of each name and key id
   * @param notices receives a sentence for each witness that did not cosign
   * @throws IllegalArgumentException if a URL is not one of http or https, or a key is not for
   *     cosignatures
   */
  public Witnesses(List<URI> urls, List<VerifierKey> keys, Consumer<String> notices) {
    this.witnesses = urls.stream().map(url -> new Asked(url, keys)).toList();
    this.keys = List.copyOf(keys);
    this.notices = notices;
  }

  @Override
  public SignedNote cosigned(SignedNote signed, Connection ledger)
      throws SQLException, InterruptedException {
    // An earlier run may have kept what no key of this one verifies.
    SignedNote note = keys.isEmpty() ? signed : Cosignature.onlyOf(keys, signed);
    List<Asked> asked = witnesses.stream().filter(it -> !it.text.equals(note.text())).toList();
    if (asked.isEmpty()) {
      return note;
    }
    TreeReader reader = new TreeReader(ledger);
    StoredTree tree = reader.stored(reader.tree(Checkpoint.parse(note.text()).size()));
    SignedNote cosigned = note;
    for (Asked witness : asked) {
      cosigned = cosigned(witness, cosigned, tree);
    }
    return cosigned;
  }

  /** Whatever a witness answers, the others are asked, and the checkpoint is released. */
  private SignedNote cosigned(Asked witness, SignedNote note, StoredTree tree)
      throws SQLException, InterruptedException {
    try {
      return witness.cosigned(note, tree);
    } catch (WitnessException e) {
      notices.accept("A witness did not cosign: " + FailureText.of(e));
    } catch (MalformedNoteException e) {
      notices.accept("The answer of witness " + witness.url + " is left out: " + FailureText.of(e));
    } catch (TileReadException e) {
      throw e.failure();
    }
    return note;
  }
}
