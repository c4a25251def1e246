package io.ringcache.assets;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.jspecify.annotations.Nullable;

/**
 * A file of the jar's, read when it is first asked for and kept from then on. Thread-safe: two that
 * ask at the same time read it twice.
 */
public final class PackagedFile {

  public static final String HTML = "text/html; charset=utf-8";
  public static final String CSS = "text/css; charset=utf-8";
  public static final String JAVASCRIPT = "text/javascript; charset=utf-8";

  /**
   * What it holds, outside of the heap, where the socket takes it from; nobody moves its limits.
   */
  record Content(ByteBuffer bytes, String entityTag) {}

  /** Enough of a SHA-256 to tell one version from another. */
  private static final int TAG_BYTES = 12;

  private final Class<?> neighbour;
  private final String name;
  private final String mediaType;
  private final @Nullable HttpField policy;
  private volatile @Nullable Content content;

  private PackagedFile(
      Class<?> neighbour, String name, String mediaType, @Nullable HttpField policy) {
    this.neighbour = neighbour;
    this.name = name;
    this.mediaType = mediaType;
    this.policy = policy;
  }

  /** The file of that name beside that class. */
  public static PackagedFile beside(Class<?> neighbour, String name, String mediaType) {
    return new PackagedFile(neighbour, name, mediaType, null);
  }

  /**
   * The page of that name beside that class.
   *
   * @param policy what it may load, as {@code Content-Security-Policy} says it
   */
  public static PackagedFile page(Class<?> neighbour, String name, String policy) {
    return new PackagedFile(
        neighbour, name, HTML, new PreEncodedHttpField("Content-Security-Policy", policy));
  }

  String mediaType() {
    return mediaType;
  }

  /** What it may load, where it is a page; else null. */
  @Nullable HttpField policy() {
    return policy;
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
    try (@Nullable InputStream file = neighbour.getResourceAsStream(name)) {
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
