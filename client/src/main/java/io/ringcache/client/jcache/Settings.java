package io.ringcache.client.jcache;

import io.ringcache.client.Ringcache;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;

/**
 * The properties of a cache manager; where it has none, the system's.
 *
 * <table>
 * <caption>properties</caption>
 * <tr><td>{@code ringcache.api-key}</td><td>the API key; else the environment's {@code
 *     RINGCACHE_API_KEY}, else none</td></tr>
 * <tr><td>{@code ringcache.timeout-ms}</td><td>for a call; 1000</td></tr>
 * <tr><td>{@code ringcache.codec}</td><td>{@code json} (as it is by itself) or {@code java},
 *     see {@link Codec}</td></tr>
 * <tr><td>{@code ringcache.allow}</td><td>classes that JSON may name: {@code com.acme.} is a
 *     prefix, {@code com.acme.User} a class; separated by commas</td></tr>
 * <tr><td>{@code ringcache.filter}</td><td>for {@code java}, and required there: classes that may
 *     be deserialized, as {@link java.io.ObjectInputFilter.Config#createFilter}</td></tr>
 * </table>
 */
record Settings(Properties properties) {

  Optional<String> text(String name) {
    String own = properties.getProperty(name);
    return Optional.ofNullable(own == null ? System.getProperty(name) : own);
  }

  Ringcache client(URI baseUrl) {
    Ringcache.Builder builder = Ringcache.builder(baseUrl.toString()).mapper(JsonCodec.TREES);
    text("ringcache.api-key")
        .or(() -> Optional.ofNullable(System.getenv("RINGCACHE_API_KEY")))
        .ifPresent(builder::apiKey);
    text("ringcache.timeout-ms")
        .ifPresent(millis -> builder.timeout(Duration.ofMillis(Long.parseLong(millis))));
    return builder.build();
  }

  Codec codec(ClassLoader loader, Class<?> keyType, Class<?> valueType) {
    String codec = text("ringcache.codec").orElse("json");
    return switch (codec) {
      case "json" -> JsonCodec.of(loader, text("ringcache.allow").orElse(""), keyType, valueType);
      case "java" ->
          SerialCodec.of(
              loader,
              text("ringcache.filter")
                  .orElseThrow(
                      () ->
                          new IllegalArgumentException(
                              "ringcache.codec=java wants a ringcache.filter")));
      default -> throw new IllegalArgumentException("ringcache.codec is json or java: " + codec);
    };
  }
}
