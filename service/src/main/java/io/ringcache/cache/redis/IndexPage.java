package io.ringcache.cache.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ringcache.cache.NamespaceName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;

/**
 * A page of a namespace's index on a node, in its order: the next to expire first, then by key.
 *
 * @param nowMicros the node's clock
 * @param pairs the entries, expired ones included
 * @param isLast whether the index ends here
 */
record IndexPage(long nowMicros, List<Place> pairs, boolean isLast) {

  /**
   * A pair of the index: a key, and when it expires, as Redis writes its score ({@code inf} for
   * never).
   */
  record Place(String score, String key) {

    /** Before the first. */
    static final Place START = new Place("", "");

    /** Whether its entry is live at that time of the node's clock. */
    boolean isLive(long nowMicros) {
      return score.equals("inf") || Double.parseDouble(score) >= Math.floor(nowMicros / 1000.0);
    }
  }

  /** Where the next page begins. */
  Place end() {
    return pairs.get(pairs.size() - 1);
  }

  /**
   * The call that reads at most so many pairs after a place, whether that is still there or not.
   */
  static RedisCall<IndexPage> call(
      NamespaceName namespace, Place after, int most, long deadlineNanos) {
    CommandArguments call =
        RedisScript.PAGE.on(namespace).add(after.score).add(after.key).add(most);
    return RedisCall.script(RedisScript.PAGE, call, r -> decode(r, most), deadlineNanos);
  }

  private static IndexPage decode(Replies replies, int most) {
    List<@Nullable Object> reply = replies.array(0);
    List<@Nullable Object> flat = Replies.asArray(reply.get(1));
    List<Place> pairs = new ArrayList<>(flat.size() / 2);
    for (int i = 0; i < flat.size(); i += 2) {
      pairs.add(new Place(text(flat.get(i + 1)), text(flat.get(i))));
    }
    return new IndexPage(Replies.asLong(reply.get(0)), pairs, pairs.size() < most);
  }

  private static String text(@Nullable Object reply) {
    return new String(Replies.required(reply), UTF_8);
  }
}
