package io.ringcache.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import net.sourceforge.argparse4j.inf.Namespace;
import org.jspecify.annotations.Nullable;

/** A command with its arguments, and where it reads and writes. */
record Call(Namespace arguments, Terminal terminal) {

  private static final String DEFAULT_URL = "http://localhost:8080";

  /** An option's or an argument's text; empty where it was left out. */
  String text(String name) {
    @Nullable String text = arguments.getString(name);
    return text == null ? "" : text;
  }

  List<String> texts(String name) {
    @Nullable List<String> texts = arguments.getList(name);
    return texts == null ? List.of() : texts;
  }

  boolean isSet(String name) {
    return Boolean.TRUE.equals(arguments.getBoolean(name));
  }

  /** A number's value, or that where it was left out. */
  int number(String name, int absent) {
    @Nullable Integer number = arguments.getInt(name);
    return number == null ? absent : number;
  }

  boolean isJson() {
    return isSet("json");
  }

  /** The namespace that the command is about. */
  String namespace() throws Failure {
    String given = text("namespace");
    String namespace = given.isEmpty() ? terminal.variable("RINGCACHE_NAMESPACE") : given;
    if (namespace.isEmpty()) {
      throw new Failure(Exit.USAGE, "which namespace? Give -n NAMESPACE or RINGCACHE_NAMESPACE");
    }
    return namespace;
  }

  /** The service that the command asks. */
  Service service() throws Failure {
    String given = text("url");
    String chosen = given.isEmpty() ? terminal.variable("RINGCACHE_URL") : given;
    String url = chosen.isEmpty() ? DEFAULT_URL : chosen;
    try {
      URI uri = new URI(url.endsWith("/") ? url : url + "/");
      if (uri.getHost() == null || !List.of("http", "https").contains(uri.getScheme())) {
        throw new Failure(Exit.USAGE, "no http: or https: URL of a service: " + url);
      }
      return Service.at(uri, key(), Duration.ofSeconds(number("timeout", 30)));
    } catch (URISyntaxException e) {
      throw new Failure(Exit.USAGE, "no URL: " + url);
    }
  }

  /** From a file or from the environment: arguments are seen by every user of the machine. */
  private String key() throws Failure {
    String file = text("key_file");
    if (file.isEmpty()) {
      return terminal.variable("RINGCACHE_API_KEY");
    }
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException e) {
      throw new Failure(Exit.USAGE, "the key can not be read from " + file);
    }
  }
}
