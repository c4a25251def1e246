package io.ringcache.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** {@code get}, {@code put} and {@code del}. */
final class EntryCommands {

  /** What the API takes in a call. */
  private static final int KEYS_AT_ONCE = 1_000;

  private EntryCommands() {}

  static int get(Call call) throws Failure {
    Service.Reply reply =
        call.service().get(Service.path("cache", call.namespace(), call.text("key")));
    if (reply.is(404)) {
      return notFound(call);
    }
    Map<String, String> fields = reply.fields();
    if (call.isJson()) {
      call.terminal().println(reply.text());
      return Exit.DONE;
    }
    String value = fields.getOrDefault("value", "null");
    call.terminal().println(call.isSet("raw") ? Json.text(value) : value);
    return Exit.DONE;
  }

  static int put(Call call) throws Failure {
    String value = value(call);
    byte[] body =
        Json.object(
            json -> {
              json.writeFieldName("value");
              if (call.isSet("string")) {
                json.writeString(value);
              } else {
                json.writeRawValue(value);
              }
              if (call.number("ttl", 0) != 0) {
                json.writeNumberField("ttl", call.number("ttl", 0));
              }
              if (!call.texts("tag").isEmpty()) {
                json.writeArrayFieldStart("tags");
                for (String tag : call.texts("tag")) {
                  json.writeString(tag);
                }
                json.writeEndArray();
              }
            });
    String path = Service.path("cache", call.namespace(), call.text("key"));
    Service.Reply reply =
        call.isSet("if_absent")
            ? call.service().put(path, body, "If-None-Match", "*")
            : call.service().put(path, body);
    if (reply.is(412)) {
      call.terminal().say("It is there already, and stays as it is\n");
      return Exit.NOT_FOUND;
    }
    boolean created = "true".equals(reply.fields().get("created"));
    call.terminal().println(call.isJson() ? reply.text() : created ? "created" : "replaced");
    return Exit.DONE;
  }

  static int del(Call call) throws Failure {
    List<String> keys = call.texts("keys").stream().distinct().toList();
    Service service = call.service();
    String path = Service.path("cache", call.namespace(), "mdelete");
    int deleted = 0;
    for (int from = 0; from < keys.size(); from += KEYS_AT_ONCE) {
      List<String> some = keys.subList(from, Math.min(keys.size(), from + KEYS_AT_ONCE));
      deleted += Integer.parseInt(service.post(path, keys(some)).fields().get("deleted"));
    }
    call.terminal()
        .println(
            call.isJson()
                ? "{\"deleted\":" + deleted + ",\"keys\":" + keys.size() + "}"
                : "deleted " + deleted + " of " + keys.size());
    return deleted == keys.size() ? Exit.DONE : Exit.NOT_FOUND;
  }

  /** The body that names keys. */
  static byte[] keys(List<String> keys) {
    return Json.object(
        json -> {
          json.writeArrayFieldStart("keys");
          for (String key : keys) {
            json.writeString(key);
          }
          json.writeEndArray();
        });
  }

  private static int notFound(Call call) {
    call.terminal().say("Key not found\n");
    return Exit.NOT_FOUND;
  }

  /** As it was given: the argument, a file, or else standard input. */
  private static String value(Call call) throws Failure {
    String value = given(call);
    if (!call.isSet("string") && !Json.isValue(value)) {
      throw new Failure(Exit.USAGE, "the value is no JSON; --string takes it as a string");
    }
    return value;
  }

  private static String given(Call call) throws Failure {
    String argument = call.text("value");
    String file = call.text("file");
    if (!argument.isEmpty() && !file.isEmpty()) {
      throw new Failure(Exit.USAGE, "a value and a --file: which of them?");
    }
    if (!argument.isEmpty()) {
      return argument;
    }
    try {
      byte[] bytes =
          file.isEmpty() ? call.terminal().in().readAllBytes() : Files.readAllBytes(Path.of(file));
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new Failure(Exit.USAGE, "the value can not be read: " + e.getMessage());
    }
  }
}
