package io.ringcache.client.jcache;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import com.fasterxml.jackson.databind.type.TypeFactory;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Currency;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.cache.CacheException;

/**
 * By Jackson, with the names of classes where a declaration does not say them. Names that may stand
 * there: numbers, dates, collections and the like of the JDK; the cache's key and value type; what
 * {@code ringcache.allow} says.
 */
final class JsonCodec implements Codec {

  /** For JSON as it stands, with every digit of its numbers. */
  static final ObjectMapper TREES =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private static final Set<Class<?>> PLAIN =
      Set.of(
          String.class,
          Boolean.class,
          Character.class,
          UUID.class,
          Date.class,
          Locale.class,
          Currency.class);

  private final ObjectMapper mapper;

  private JsonCodec(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  static JsonCodec of(ClassLoader loader, String allow, Class<?>... types) {
    List<String> allowed =
        Arrays.stream(allow.split(",", -1))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .toList();
    Set<Class<?>> own = Set.copyOf(Arrays.asList(types));
    BasicPolymorphicTypeValidator.Builder names = BasicPolymorphicTypeValidator.builder();
    names.allowIfSubType(
        new BasicPolymorphicTypeValidator.TypeMatcher() {
          @Override
          public boolean match(MapperConfig<?> config, Class<?> type) {
            return isPlain(type)
                || (own.contains(type) && type != Object.class)
                || allowed.stream().anyMatch(entry -> names(entry, type));
          }
        });
    return new JsonCodec(
        JsonMapper.builder()
            .typeFactory(TypeFactory.defaultInstance().withClassLoader(loader))
            .findAndAddModules()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .activateDefaultTyping(
                names.build(), ObjectMapper.DefaultTyping.OBJECT_AND_NON_CONCRETE)
            .build());
  }

  private static boolean isPlain(Class<?> type) {
    String home = type.getPackageName();
    return PLAIN.contains(type)
        || (Number.class.isAssignableFrom(type)
            && (home.equals("java.lang") || home.equals("java.math")))
        || home.equals("java.time")
        || ((Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type))
            && (home.equals("java.util") || home.equals("java.util.concurrent")));
  }

  private static boolean names(String entry, Class<?> type) {
    return entry.endsWith(".") ? type.getName().startsWith(entry) : type.getName().equals(entry);
  }

  @Override
  public JsonNode write(Object object) {
    try {
      byte[] json = mapper.writerFor(Object.class).writeValueAsBytes(object);
      JsonNode node = TREES.readTree(json);
      read(node); // who stores what nobody may read is to know it now
      return node;
    } catch (IOException e) {
      throw new CacheException("can not be written as JSON: " + object.getClass().getName(), e);
    }
  }

  @Override
  public Object read(JsonNode json) {
    try {
      return mapper.readerFor(Object.class).readValue(json.toString());
    } catch (IOException e) {
      throw new CacheException(
          "can not be read as JSON; is its class in ringcache.allow? " + e.getMessage(), e);
    }
  }
}
