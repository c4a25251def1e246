package io.ringcache.client.jcache;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * A cache's keys, which are objects, as Ringcache's, which are text. Another class is another key:
 *
 * <pre>
 * "user_1"        s:user_1
 * 7, 7L           i:7, l:7
 * a UUID          u:…
 * others          x: and the codec's JSON in Base64 (URL); where that is too long, h: and its
 *                 SHA-256, with the JSON beside the value
 * </pre>
 */
record KeyNames(Codec codec) {

  private static final int MOST_BYTES = 512;
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * A key's name.
   *
   * @param beside what has to be stored with the value; null if the name says everything
   */
  record Name(String text, @Nullable JsonNode beside) {}

  Name of(Object key) {
    if (key instanceof String text && isPlain(text)) {
      return new Name("s:" + text, null);
    }
    if (key instanceof Integer) {
      return new Name("i:" + key, null);
    }
    if (key instanceof Long) {
      return new Name("l:" + key, null);
    }
    if (key instanceof UUID) {
      return new Name("u:" + key, null);
    }
    JsonNode json = codec.write(key);
    byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
    String name = "x:" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    return name.length() <= MOST_BYTES
        ? new Name(name, null)
        : new Name("h:" + HexFormat.of().formatHex(sha256(bytes)), json);
  }

  private static boolean isPlain(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES - 2
        && text.chars().noneMatch(Character::isISOControl)
        && text.equals(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
  }

  /**
   * The key of that name.
   *
   * @param beside what was stored with the value
   * @throws IllegalArgumentException if it is none of ours
   */
  Object key(String name, @Nullable JsonNode beside) {
    String text = name.length() < 2 ? "" : name.substring(2);
    return switch (name.length() < 2 ? "" : name.substring(0, 2)) {
      case "s:" -> text;
      case "i:" -> Integer.valueOf(text);
      case "l:" -> Long.valueOf(text);
      case "u:" -> UUID.fromString(text);
      case "x:" -> codec.read(json(Base64.getUrlDecoder().decode(text)));
      case "h:" -> {
        if (beside == null) {
          throw new IllegalArgumentException(name);
        }
        yield codec.read(beside);
      }
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static JsonNode json(byte[] bytes) {
    try {
      return JSON.readTree(new String(bytes, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new CacheException("a key that is none of ours", e);
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
