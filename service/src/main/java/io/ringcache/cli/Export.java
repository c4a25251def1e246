package io.ringcache.cli;

import io.ringcache.cli.Service.Reply;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * {@code export}: a namespace's entries as lines that {@code mset} takes, with their tags and what
 * is left of their ttl. Holds a page of keys and a few megabytes of values at a time, however many
 * there are. Not thread-safe.
 */
final class Export {

  /** A page's keys are inspected that many at a time: a request each. */
  private static final int INSPECTED_AT_ONCE = 64;

  private static final int MAX_KEYS = 500;
  private static final long MAX_BYTES = 4 << 20;

  /** An entry but for its value. */
  private record Head(String key, String ttl, String tags, long bytes) {}

  private final Call call;
  private final Service service;
  private final String namespace;
  private final OutputStream out;
  private final Progress progress;
  private long exported;
  private long unread;

  private Export(
      Call call, Service service, String namespace, OutputStream out, Progress progress) {
    this.call = call;
    this.service = service;
    this.namespace = namespace;
    this.out = out;
    this.progress = progress;
  }

  static int run(Call call) throws Failure {
    Service service = call.service();
    String namespace = call.namespace();
    String pattern = call.text("pattern");
    String stats = Service.path("cache", namespace, "stats");
    long total =
        pattern.isEmpty()
            ? Long.parseLong(service.get(stats).fields().getOrDefault("total_keys", "0"))
            : 0;
    String file = call.text("output");
    Progress progress = new Progress(call.terminal(), total, "keys");
    try (OutputStream out =
        file.isEmpty() ? call.terminal().out() : Files.newOutputStream(Path.of(file))) {
      return new Export(call, service, namespace, out, progress).all(pattern);
    } catch (IOException e) {
      if (file.isEmpty()) {
        throw new Terminal.NobodyReads(e);
      }
      throw new Failure(Exit.USAGE, file + " can not be written: " + e.getMessage());
    } finally {
      progress.end();
    }
  }

  private int all(String pattern) throws Failure, IOException {
    Pages pages = new Pages(service, namespace, pattern);
    while (pages.hasNext()) {
      List<String> keys = pages.next();
      for (List<Head> some : portions(inspected(keys))) {
        write(some);
      }
      out.flush();
      progress.add(keys.size());
    }
    progress.end();
    call.terminal().say("exported " + exported + " entries\n");
    if (unread > 0 || pages.isDegraded()) {
      call.terminal().say("A node does not answer: entries are missing, " + unread + " listed\n");
      return Exit.PARTLY;
    }
    return Exit.DONE;
  }

  private List<Head> inspected(List<String> keys) throws Failure {
    List<Head> heads = new ArrayList<>();
    for (int from = 0; from < keys.size(); from += INSPECTED_AT_ONCE) {
      List<String> some = keys.subList(from, Math.min(keys.size(), from + INSPECTED_AT_ONCE));
      List<CompletableFuture<Reply>> replies =
          some.stream()
              .map(key -> service.ask(Service.path("namespaces", namespace, "keys", key)))
              .toList();
      for (int i = 0; i < some.size(); i++) {
        add(heads, some.get(i), answer(replies.get(i)));
      }
    }
    return heads;
  }

  /** Nothing of one that has gone meanwhile. */
  private void add(List<Head> heads, String key, Reply reply) throws Failure {
    if (reply.is(404)) {
      return;
    }
    if (reply.status() == 503 || reply.status() == 504) {
      unread++;
      return;
    }
    Map<String, String> entry = reply.fields();
    heads.add(
        new Head(
            key,
            entry.getOrDefault("ttl_remaining", "null"),
            entry.getOrDefault("tags", "[]"),
            Long.parseLong(entry.getOrDefault("size_bytes", "0"))));
  }

  private Reply answer(CompletableFuture<Reply> reply) throws Failure {
    try {
      return reply.join();
    } catch (CompletionException e) {
      throw service.unavailable(e.getCause() == null ? e : e.getCause());
    }
  }

  private static List<List<Head>> portions(List<Head> heads) {
    List<List<Head>> portions = new ArrayList<>();
    List<Head> portion = new ArrayList<>();
    long bytes = 0;
    for (Head head : heads) {
      if (portion.size() >= MAX_KEYS || (!portion.isEmpty() && bytes + head.bytes() > MAX_BYTES)) {
        portions.add(portion);
        portion = new ArrayList<>();
        bytes = 0;
      }
      portion.add(head);
      bytes += head.bytes();
    }
    if (!portion.isEmpty()) {
      portions.add(portion);
    }
    return portions;
  }

  private void write(List<Head> heads) throws Failure, IOException {
    List<String> keys = heads.stream().map(Head::key).toList();
    Map<String, String> fields =
        service.post(Service.path("cache", namespace, "mget"), EntryCommands.keys(keys)).fields();
    Map<String, Map<String, String>> results = new LinkedHashMap<>();
    for (Map.Entry<String, String> result :
        object(fields.getOrDefault("results", "{}")).entrySet()) {
      results.put(result.getKey(), object(result.getValue()));
    }
    for (Head head : heads) {
      Map<String, String> result = results.getOrDefault(head.key(), Map.of());
      if (result.containsKey("error")) {
        unread++;
      } else if ("true".equals(result.get("found"))) {
        out.write(line(head, result.getOrDefault("value", "null")));
        out.write('\n');
        exported++;
      }
    }
  }

  private static byte[] line(Head head, String value) {
    return Json.object(
        json -> {
          json.writeStringField("key", head.key());
          json.writeFieldName("value");
          json.writeRawValue(value);
          if (!"null".equals(head.ttl())) {
            json.writeFieldName("ttl");
            json.writeRawValue(head.ttl());
          }
          if (!"[]".equals(head.tags())) {
            json.writeFieldName("tags");
            json.writeRawValue(head.tags());
          }
        });
  }

  private static Map<String, String> object(String text) {
    try {
      return Json.fields(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
