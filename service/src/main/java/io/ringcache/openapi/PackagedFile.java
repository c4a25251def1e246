package io.ringcache.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A file beside this class, read when it is first asked for and kept from then on. Thread-safe: two
 * that ask at the same time read it twice.
 */
final class PackagedFile {

  /**
   * What it holds, outside of the heap, where the socket takes it from; nobody moves its limits.
   */
  record Content(ByteBuffer bytes, String entityTag) {}

  /** Enough of a SHA-256 to tell one version from another. */
  private static final int TAG_BYTES = 12;

  private final String name;
  private final String mediaType;
  private volatile @Nullable Content content;

  PackagedFile(String name, String mediaType) {
    this.name = name;
    this.mediaType = mediaType;
  }

  String mediaType() {
    return mediaType;
  }

  /** What it holds; null if it has not been read yet. */
  @Nullable Content contentIfRead() {
    return content;
  }

  /** What it holds; may read it, from the jar. */
  Content content() {
    @Nullable Content known = content;
    if (known == null) {
      known = read();
      content = known;
    }
    return known;
  }

  private Content read() {
    try (@Nullable InputStream file = PackagedFile.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException(name + " was not packaged");
      }
      byte[] bytes = file.readAllBytes();
      ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
      return new Content(direct.asReadOnlyBuffer(), entityTag(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  private static String entityTag(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return "\"" + HexFormat.of().formatHex(hash, 0, TAG_BYTES) + "\"";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
