package io.ringcache.cli;

import io.ringcache.cache.CacheKey;
import io.ringcache.cache.InvalidInputException;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.ring.HashRing;
import io.ringcache.cache.ring.Placement;
import io.ringcache.cache.ring.RingMember;
import io.ringcache.cache.ring.RingPlan;
import io.ringcache.cache.ring.RingPlan.Arc;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** {@code ring show}, {@code ring owner} and {@code ring plan}: computed here, no node is asked. */
final class RingCommands {

  private RingCommands() {}

  static int show(Call call) throws Failure {
    HashRing ring = RingFile.of(call).placement().ring();
    List<Arc> arcs = RingPlan.of(ring, ring).arcs();
    if (call.isJson()) {
      call.terminal()
          .println(
              "{\"fingerprint\":"
                  + Json.quoted(ring.fingerprint())
                  + ",\"members\":["
                  + String.join(",", members(ring, arcs, true))
                  + "]}");
    } else {
      call.terminal().println("fingerprint " + ring.fingerprint());
      members(ring, arcs, false).forEach(call.terminal()::println);
    }
    return Exit.DONE;
  }

  private static List<String> members(HashRing ring, List<Arc> arcs, boolean json) {
    List<String> lines = new ArrayList<>();
    for (RingMember member : ring.members()) {
      double share =
          arcs.stream().filter(arc -> arc.to().equals(member.name())).mapToDouble(Arc::share).sum();
      lines.add(
          json
              ? String.format(
                  Locale.ROOT,
                  "{\"name\":%s,\"weight\":%d,\"share\":%.6f}",
                  Json.quoted(member.name()),
                  member.weight(),
                  share)
              : String.format(
                  Locale.ROOT,
                  "%-24s weight %d  %s",
                  member.name(),
                  member.weight(),
                  percent(share)));
    }
    return lines;
  }

  static int owner(Call call) throws Failure {
    Placement placement = RingFile.of(call).placement();
    NamespaceName namespace = namespace(call);
    for (String name : call.texts("keys")) {
      String owner = owner(placement.ring(), placement, namespace, name);
      call.terminal()
          .println(
              call.isJson()
                  ? "{\"key\":" + Json.quoted(name) + ",\"owner\":" + Json.quoted(owner) + "}"
                  : call.texts("keys").size() == 1 ? owner : name + " " + owner);
    }
    return Exit.DONE;
  }

  static int plan(Call call) throws Failure {
    RingFile file = RingFile.of(call);
    Placement before = file.placement();
    Placement after = file.changed(call.texts("add"), call.texts("remove")).placement();
    List<Arc> arcs =
        call.isSet("keys")
            ? counted(call, before, after)
            : RingPlan.of(before.ring(), after.ring()).arcs();
    double moved = arcs.stream().filter(Arc::moves).mapToDouble(Arc::share).sum();
    if (call.isJson()) {
      List<String> moves =
          arcs.stream()
              .map(
                  arc ->
                      String.format(
                          Locale.ROOT,
                          "{\"from\":%s,\"to\":%s,\"share\":%.6f}",
                          Json.quoted(arc.from()),
                          Json.quoted(arc.to()),
                          arc.share()))
              .toList();
      call.terminal()
          .println(
              String.format(Locale.ROOT, "{\"moved\":%.6f,\"arcs\":[", moved)
                  + String.join(",", moves)
                  + "]}");
      return Exit.DONE;
    }
    call.terminal().println("moved " + percent(moved));
    for (Arc arc : arcs) {
      call.terminal()
          .println(
              arc.moves()
                  ? arc.from() + " -> " + arc.to() + "  " + percent(arc.share())
                  : arc.from() + " keeps  " + percent(arc.share()));
    }
    return Exit.DONE;
  }

  /** By the keys that a namespace has now. */
  private static List<Arc> counted(Call call, Placement before, Placement after) throws Failure {
    NamespaceName namespace = namespace(call);
    HashRing old = before.ring();
    HashRing next = after.ring();
    Map<List<String>, Long> counts =
        new TreeMap<>(Comparator.comparing((List<String> pair) -> String.join(" ", pair)));
    Pages pages = new Pages(call.service(), namespace.value(), call.text("pattern"));
    Progress progress = new Progress(call.terminal(), 0, "keys");
    long keys = 0;
    while (pages.hasNext()) {
      List<String> page = pages.next();
      for (String name : page) {
        counts.merge(
            List.of(owner(old, before, namespace, name), owner(next, after, namespace, name)),
            1L,
            Long::sum);
      }
      keys += page.size();
      progress.add(page.size());
    }
    progress.end();
    call.terminal().say(keys + " keys\n");
    List<Arc> arcs = new ArrayList<>();
    for (Map.Entry<List<String>, Long> count : counts.entrySet()) {
      arcs.add(
          new Arc(count.getKey().get(0), count.getKey().get(1), (double) count.getValue() / keys));
    }
    return arcs;
  }

  private static String owner(
      HashRing ring, Placement placement, NamespaceName namespace, String name) throws Failure {
    try {
      return ring.owner(placement.hashed(CacheKey.of(namespace, name))).name();
    } catch (InvalidInputException e) {
      throw new Failure(Exit.USAGE, name + ": " + e.getMessage());
    }
  }

  private static NamespaceName namespace(Call call) throws Failure {
    try {
      return new NamespaceName(call.namespace());
    } catch (InvalidInputException e) {
      throw new Failure(Exit.USAGE, String.valueOf(e.getMessage()));
    }
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }
}
