package io.ringcache.cache.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ringcache.cache.Glob;
import io.ringcache.cache.InvalidInputException;
import io.ringcache.cache.KeyPage;
import io.ringcache.cache.NamespaceName;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;

/**
 * A part of the listing of a namespace on a node: a page of the index, matched here. The cursor is
 * the last pair of score and key that was looked at, so a listing goes on where it was, whatever
 * has been removed meanwhile.
 */
final class KeyListing {

  /** Looked at in a call, however few of them match. */
  private static final int PAGE = 1000;

  /** The last pair looked at; both empty at the beginning. */
  private record Place(String score, String key) {

    static final Place START = new Place("", "");

    private static final Pattern SCORE = Pattern.compile("inf|[0-9]{1,16}");

    static Place parse(String cursor) {
      int dot = cursor.indexOf('.');
      try {
        Place place = new Place(cursor.substring(0, dot), decoded(cursor.substring(dot + 1)));
        if (SCORE.matcher(place.score).matches()) {
          return place;
        }
      } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
        // said below
      }
      throw new InvalidInputException(
          InvalidInputException.Field.CURSOR, "cursor is what the listing before gave out");
    }

    private static String decoded(String key) {
      return new String(Base64.getUrlDecoder().decode(key), UTF_8);
    }

    @Override
    public String toString() {
      return score
          + "."
          + Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(UTF_8));
    }
  }

  private KeyListing() {}

  static CompletionStage<KeyPage> list(
      RedisCrew crew, NamespaceName namespace, Glob pattern, Optional<String> cursor, int limit) {
    Place after = cursor.map(Place::parse).orElse(Place.START);
    int pairs = pattern.matchesAll() ? limit : PAGE;
    CommandArguments call =
        RedisScript.PAGE.on(namespace).add(after.score).add(after.key).add(pairs);
    return crew.submit(
        RedisCall.script(
            RedisScript.PAGE,
            call,
            replies -> decode(replies, pattern, pairs, limit),
            crew.deadline()));
  }

  private static KeyPage decode(Replies replies, Glob pattern, int pairs, int limit) {
    List<@Nullable Object> reply = replies.array(0);
    double now = Math.floor(Replies.asLong(reply.get(0)) / 1000.0);
    List<@Nullable Object> page = Replies.asArray(reply.get(1));
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < page.size(); i += 2) {
      if (keys.size() == limit) {
        return new KeyPage(keys, Optional.of(place(page, i - 2)), false);
      }
      String key = text(page.get(i));
      if (expires(text(page.get(i + 1))) >= now && pattern.matches(key)) {
        keys.add(key);
      }
    }
    boolean end = page.size() < 2 * pairs;
    return new KeyPage(
        keys, end ? Optional.empty() : Optional.of(place(page, page.size() - 2)), false);
  }

  private static String place(List<@Nullable Object> page, int pair) {
    return new Place(text(page.get(pair + 1)), text(page.get(pair))).toString();
  }

  private static double expires(String score) {
    return score.equals("inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(score);
  }

  private static String text(@Nullable Object reply) {
    return new String(Replies.required(reply), UTF_8);
  }
}
