package io.contextgraph.note;

import java.io.ByteArrayOutputStream;
import java.io.Serial;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** Ed25519 (RFC 8032) by the JDK, with keys as 32 bytes. */
final class Ed25519 {
  static final int KEY_LENGTH = 32;
  static final int SIGNATURE_LENGTH = 64;

  private static final String NAME = "Ed25519";

  private Ed25519() {}

  /** The public key of a seed. */
  static byte[] publicKey(byte[] seed) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(NAME);
      generator.initialize(NamedParameterSpec.ED25519, new Replayed(seed));
      KeyPair pair = generator.generateKeyPair();
      Optional<byte[]> used = ((EdECPrivateKey) pair.getPrivate()).getBytes();
      if (!Arrays.equals(seed, used.orElseThrow())) {
        throw new IllegalStateException("this Java platform did not use the seed as it is");
      }
      byte[] encoded = pair.getPublic().getEncoded();
      return Arrays.copyOfRange(encoded, encoded.length - KEY_LENGTH, encoded.length);
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  static byte[] sign(byte[] seed, byte[] message) {
    try {
      byte[] key = joined("302e020100300506032b657004220420", seed);
      Signature signature = Signature.getInstance(NAME);
      signature.initSign(
          KeyFactory.getInstance(NAME).generatePrivate(new PKCS8EncodedKeySpec(key)));
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  /** False also if the key or the signature is none. */
  static boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
    if (signature.length != SIGNATURE_LENGTH) {
      return false;
    }
    try {
      byte[] key = joined("302a300506032b6570032100", publicKey);
      Signature verifier = Signature.getInstance(NAME);
      verifier.initVerify(KeyFactory.getInstance(NAME).generatePublic(new X509EncodedKeySpec(key)));
      verifier.update(message);
      return verifier.verify(signature);
    } catch (SignatureException | InvalidKeyException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  private static byte[] joined(String hex, byte[] key) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(HexFormat.of().parseHex(hex));
    out.writeBytes(key);
    return out.toByteArray();
  }

  private static IllegalStateException missing(GeneralSecurityException e) {
    return new IllegalStateException("this Java platform does not provide Ed25519", e);
  }

  /** Gives the seed instead of random bytes. */
  private static final class Replayed extends SecureRandom {
    @Serial private static final long serialVersionUID = 1;

    private final byte[] seed;

    Replayed(byte[] seed) {
      this.seed = seed;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(seed, 0, bytes, 0, bytes.length);
    }
  }
}
