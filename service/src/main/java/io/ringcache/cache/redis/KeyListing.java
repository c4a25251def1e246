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

/**
 * A part of the listing of a namespace on a node: a page of the index, matched here. The cursor is
 * the last pair of score and key that was looked at, so a listing goes on where it was, whatever
 * has been removed meanwhile.
 */
final class KeyListing {

  /** Looked at in a call, however few of them match. */
  private static final int PAGE = 500;

  private static final Pattern SCORE = Pattern.compile("inf|[0-9]{1,16}");

  private KeyListing() {}

  static CompletionStage<KeyPage> list(
      RedisCrew crew, NamespaceName namespace, Glob pattern, Optional<String> cursor, int limit) {
    IndexPage.Place after = cursor.map(KeyListing::parse).orElse(IndexPage.Place.START);
    int pairs = pattern.matchesAll() ? limit : PAGE;
    return crew.submit(IndexPage.call(namespace, after, pairs, crew.deadline()))
        .thenApply(page -> matching(page, pattern, limit));
  }

  private static KeyPage matching(IndexPage page, Glob pattern, int limit) {
    List<String> keys = new ArrayList<>();
    IndexPage.Place last = IndexPage.Place.START;
    for (IndexPage.Place pair : page.pairs()) {
      if (keys.size() == limit) {
        return new KeyPage(keys, Optional.of(cursor(last)), false);
      }
      if (pair.isLive(page.nowMicros()) && pattern.matches(pair.key())) {
        keys.add(pair.key());
      }
      last = pair;
    }
    return new KeyPage(keys, page.isLast() ? Optional.empty() : Optional.of(cursor(last)), false);
  }

  private static String cursor(IndexPage.Place last) {
    return last.score()
        + "."
        + Base64.getUrlEncoder().withoutPadding().encodeToString(last.key().getBytes(UTF_8));
  }

  private static IndexPage.Place parse(String cursor) {
    int dot = cursor.indexOf('.');
    try {
      String score = cursor.substring(0, dot);
      byte[] key = Base64.getUrlDecoder().decode(cursor.substring(dot + 1));
      if (SCORE.matcher(score).matches()) {
        return new IndexPage.Place(score, new String(key, UTF_8));
      }
    } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
      // said below
    }
    throw new InvalidInputException(
        InvalidInputException.Field.CURSOR, "cursor is what the listing before gave out");
  }
}
