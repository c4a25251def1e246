package io.ringcache.cache.ring;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * MD5 as ketama reads it: four unsigned little-endian words. Thread-safe, without a lock.
 *
 * <p>Each thread keeps one digest and one buffer, so that hashing a key allocates nothing (about
 * 100 ns). A new digest a key, or a clone of one, takes 10 to 50 ns more and leaves 230 bytes of
 * garbage. The price is those two objects in each thread that routes: few, and long-lived.
 */
final class Md5 {

  private static final int BYTES = 16;

  private static final VarHandle LITTLE_ENDIAN_INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final ThreadLocal<Md5> OF_THIS_THREAD = ThreadLocal.withInitial(Md5::new);

  private final MessageDigest md5 = newDigest();
  private final byte[] digest = new byte[BYTES];

  private Md5() {}

  /** The first word of the input's digest, 0 to 2^32 - 1. */
  static long firstWord(byte[] input) {
    Md5 md5 = OF_THIS_THREAD.get();
    md5.hash(input);
    return word(md5.digest, 0);
  }

  /** The input's digest, 16 bytes. */
  static byte[] digest(byte[] input) {
    Md5 md5 = OF_THIS_THREAD.get();
    md5.hash(input);
    return md5.digest.clone();
  }

  /** A word of a digest, 0 to 2^32 - 1. */
  static long word(byte[] digest, int index) {
    return Integer.toUnsignedLong((int) LITTLE_ENDIAN_INT.get(digest, Integer.BYTES * index));
  }

  private void hash(byte[] input) {
    md5.update(input);
    try {
      md5.digest(digest, 0, BYTES);
    } catch (DigestException e) {
      throw new AssertionError("an MD5 has 16 bytes", e);
    }
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }
}
