package io.ringcache.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** {@code keys}, {@code stats} and {@code flush}. */
final class NamespaceCommands {

  private static final String DEGRADED = "A node does not answer: its keys are missing\n";

  private NamespaceCommands() {}

  static int keys(Call call) throws Failure {
    Pages pages = new Pages(call.service(), call.namespace(), call.text("pattern"));
    int left = call.number("limit", Integer.MAX_VALUE);
    while (pages.hasNext() && left > 0) {
      List<String> page = pages.next();
      for (String key : page.subList(0, Math.min(left, page.size()))) {
        call.terminal().println(call.isJson() ? Json.quoted(key) : key);
        left--;
      }
      call.terminal().flush();
    }
    if (pages.isDegraded()) {
      call.terminal().say(DEGRADED);
      return Exit.PARTLY;
    }
    return Exit.DONE;
  }

  static int stats(Call call) throws Failure {
    Service service = call.service();
    String path = Service.path("cache", call.namespace(), "stats");
    int seconds = call.number("watch", 0);
    CountDownLatch never = new CountDownLatch(1);
    boolean degraded;
    do {
      Service.Reply reply = service.get(path);
      Map<String, String> fields = reply.fields();
      degraded = fields.containsKey("degraded");
      call.terminal()
          .print(call.isJson() ? reply.text() + "\n" : seconds > 0 ? line(fields) : table(fields));
      call.terminal().flush();
    } while (seconds > 0 && !isOver(never, seconds));
    return degraded ? Exit.PARTLY : Exit.DONE;
  }

  private static boolean isOver(CountDownLatch never, int seconds) {
    try {
      return never.await(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private static String table(Map<String, String> fields) {
    StringBuilder table = new StringBuilder();
    fields.forEach((name, value) -> table.append("%-18s %s%n".formatted(name, value)));
    return table.toString();
  }

  private static String line(Map<String, String> fields) {
    StringBuilder line = new StringBuilder();
    fields.forEach((name, value) -> line.append(name).append('=').append(value).append(' '));
    return line.toString().strip() + "\n";
  }

  static int flush(Call call) throws Failure {
    String pattern = call.text("pattern");
    if (pattern.isEmpty() && !call.isSet("all")) {
      throw new Failure(Exit.USAGE, "which keys? Give a pattern, or --all for the namespace");
    }
    Service.Reply reply =
        call.service()
            .delete(
                Service.path("cache", call.namespace())
                    + (pattern.isEmpty() ? "" : "?pattern=" + Service.encoded(pattern)));
    String deleted = reply.fields().getOrDefault("deleted_count", "0");
    call.terminal().println(call.isJson() ? reply.text() : "deleted " + deleted);
    return Exit.DONE;
  }
}
