package io.ringcache.cache.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ringcache.cache.NamespaceDirectory;
import io.ringcache.cache.NamespaceName;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * Accounts for what Redis evicts by itself under {@code maxmemory}: values gone, whose meta, index
 * and tags are still there. Walks the index of every registered namespace and takes the rest of
 * such entries away, in calls of a few milliseconds.
 *
 * <p>Walks only where the node's {@code evicted_keys} or {@code run_id} has moved since the last
 * walk, which a mark on the node tells to all processes, and one process at a time, by a lease on
 * the node. Thread-safe, blocks nobody.
 */
final class EvictionHealing {

  private static final Logger log = LoggerFactory.getLogger(EvictionHealing.class);

  private static final int PAGE = 100;

  /** Longer than a walk takes; a process that dies in it delays the next by as much. */
  private static final long LEASE_MILLIS = 20_000;

  /** A node under pressure evicts all the time: a walk is not to follow on the other. */
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final RedisCrew crew;
  private final KnownBytes known;
  private final NamespaceDirectory namespaces;
  private final byte[] holder = UUID.randomUUID().toString().getBytes(UTF_8);

  private boolean busy;
  private long lastWalkNanos = System.nanoTime() - PAUSE_NANOS;
  private String mark = "";
  private Iterator<NamespaceName> rest = List.<NamespaceName>of().iterator();
  private long healed;

  EvictionHealing(RedisCrew crew, KnownBytes known, NamespaceDirectory namespaces) {
    this.crew = crew;
    this.known = known;
    this.namespaces = namespaces;
  }

  /** Looks whether there is something to heal, and if so begins. To be called each second. */
  synchronized void start() {
    if (busy || !crew.isUp() || System.nanoTime() - lastWalkNanos < PAUSE_NANOS) {
      return;
    }
    busy = true;
    crew.submit(
            RedisCall.read(
                "INFO",
                List.of(
                    new CommandArguments(Command.INFO).add("server"),
                    new CommandArguments(Command.INFO).add("stats"),
                    new CommandArguments(Command.GET).add(RedisKeys.healed())),
                EvictionHealing::decodeMark,
                crew.deadline()))
        .whenComplete((toHeal, failure) -> lease(toHeal == null ? Optional.empty() : toHeal));
  }

  /** The mark of what is to be healed; empty if nothing has moved. */
  private static Optional<String> decodeMark(Replies replies) {
    NodeInfo info =
        NodeInfo.of(Replies.required(replies.bytes(0)), Replies.required(replies.bytes(1)));
    byte[] last = replies.bytes(2);
    long evicted = info.number("evicted_keys");
    String now = info.text("run_id") + " " + evicted;
    boolean accountedFor = last == null ? evicted == 0 : now.equals(new String(last, UTF_8));
    return accountedFor ? Optional.empty() : Optional.of(now);
  }

  private synchronized void lease(Optional<String> toHeal) {
    if (toHeal.isEmpty()) {
      busy = false;
      return;
    }
    mark = toHeal.get();
    CommandArguments lease =
        new CommandArguments(Command.SET)
            .add(RedisKeys.healingLease())
            .add(holder)
            .add("NX")
            .add("PX")
            .add(LEASE_MILLIS);
    crew.submit(RedisCall.write("SET", List.of(lease), r -> r.bytes(0) != null, crew.deadline()))
        .whenComplete((held, failure) -> walk(held != null && held));
  }

  private synchronized void walk(boolean held) {
    if (!held) { // another process walks, or the node refuses
      lastWalkNanos = System.nanoTime();
      busy = false;
      return;
    }
    rest = List.copyOf(namespaces.names()).iterator();
    healed = 0;
    next();
  }

  private void next() {
    if (!rest.hasNext()) {
      end(true);
      return;
    }
    NamespaceName namespace = rest.next();
    page(namespace, IndexPage.Place.START);
  }

  private void page(NamespaceName namespace, IndexPage.Place after) {
    crew.submit(IndexPage.call(namespace, after, PAGE, crew.deadline()))
        .whenComplete((page, failure) -> mend(namespace, page));
  }

  private synchronized void mend(NamespaceName namespace, @Nullable IndexPage page) {
    if (page == null) {
      end(false);
      return;
    }
    if (page.pairs().isEmpty()) {
      next();
      return;
    }
    CommandArguments call = RedisScript.MEND.on(namespace);
    page.pairs().forEach(pair -> call.add(pair.key()));
    crew.submit(
            RedisCall.script(
                RedisScript.MEND, call, replies -> decodeMend(namespace, replies), crew.deadline()))
        .whenComplete((mended, failure) -> mended(namespace, page, mended));
  }

  private long decodeMend(NamespaceName namespace, Replies replies) {
    List<@Nullable Object> reply = replies.array(0);
    known.note(namespace, reply.get(1));
    return Replies.asLong(reply.get(0));
  }

  private synchronized void mended(NamespaceName namespace, IndexPage page, @Nullable Long mended) {
    if (mended == null) {
      end(false);
      return;
    }
    healed += mended;
    if (page.isLast()) {
      next();
    } else {
      page(namespace, page.end());
    }
  }

  private void end(boolean whole) {
    List<CommandArguments> commands = new ArrayList<>();
    if (whole) {
      commands.add(new CommandArguments(Command.SET).add(RedisKeys.healed()).add(mark));
      if (healed > 0) {
        log.info("redis node {} had lost {} values, now accounted for", crew.name(), healed);
      }
    }
    commands.add(new CommandArguments(Command.DEL).add(RedisKeys.healingLease()));
    crew.submit(RedisCall.write("DEL", commands, Replies::size, crew.deadline()))
        .whenComplete((size, failure) -> rest());
  }

  private synchronized void rest() {
    lastWalkNanos = System.nanoTime();
    busy = false;
  }
}
