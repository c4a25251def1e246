package io.ringcache.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringcache.RingcacheApplication;
import io.ringcache.auth.Api;
import io.ringcache.http.RawHttp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that logs all it can, and in which what is secret shows nowhere. */
class SecretsIT {

  private static final String PASSWORD = "the-password-of-the-database";
  private static final Duration START = Duration.ofSeconds(60);

  private static final String CONFIGURATION =
      """
      backend: {type: memory}
      database:
        url: jdbc:h2:file:DIRECTORY/data/ringcache
        user: ringcache
        password: "${RINGCACHE_DB_PASSWORD}"
      auth: {mode: api-key, adminKey: "${RINGCACHE_ADMIN_KEY}"}
      namespaces: {autoCreate: true}
      server:
        applicationConnectors: [{type: http, port: 0, bindHost: 127.0.0.1}]
        adminConnectors: [{type: http, port: 0, bindHost: 127.0.0.1}]
      logging:
        level: DEBUG
        loggers: {io.ringcache: TRACE, org.eclipse.jetty: INFO}
      """;

  @TempDir private Path directory;

  @Test
  void whatIsSecretShowsNowhere() throws Exception {
    Path log = directory.resolve("log");
    Process process = start("server", Api.ADMIN_KEY, log);
    List<String> shown = new ArrayList<>();
    String secret;
    try {
      await().atMost(START).until(() -> !process.isAlive() || said(log, "Ringcache is ready"));
      int port = port("application", log);
      int adminPort = port("admin", log);
      Api admin = new Api(port).asAdmin();
      secret = admin.makeKey("holder", List.of("read", "admin"), "a*").path("key").asText();
      for (Api api : List.of(admin, admin.as(secret), admin.as(secret + "x"))) {
        for (String path :
            List.of(
                "/api/v1/cache/a/k",
                "/api/v1/cache/b/k",
                "/api/v1/api-keys",
                "/api/v1/audit-logs",
                "/no/such/path",
                "/api/v1/namespaces?a=b")) {
          shown.add(all(api.get(path)));
        }
        shown.add(all(api.call("PUT", "/api/v1/cache/a/k", "{")));
        shown.add(all(api.call("POST", "/api/v1/api-keys", "{\"name\":1}")));
      }
      for (String page : List.of("/metrics", "/threads", "/healthcheck")) {
        shown.add(RawHttp.request(adminPort, "GET", page).body());
      }
      shown.add(process.info().commandLine().orElse(""));
      shown.add(process.info().arguments().map(List::of).orElse(List.of()).toString());
    } finally {
      stop(process);
    }
    assertThat(shown).hasSize(3 * 8 + 3 + 2);
    shown.add(Files.readString(log));
    try (Stream<Path> files = Files.walk(directory.resolve("data"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        shown.add(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    assertThat(shown)
        .noneMatch(text -> text.contains(secret))
        .noneMatch(text -> text.contains(Api.ADMIN_KEY))
        .noneMatch(text -> text.contains(PASSWORD));
  }

  @Test
  void anAdminKeyThatIsTooShortIsNotShownEither() throws Exception {
    for (String command : List.of("server", "check")) {
      Path log = directory.resolve(command);
      Process process = start(command, "only-short", log);
      try {
        assertThat(process.waitFor(START.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isNotZero();
        assertThat(Files.readString(log))
            .contains("RINGCACHE_ADMIN_KEY")
            .doesNotContain("only-short")
            .doesNotContain(PASSWORD);
      } finally {
        stop(process);
      }
    }
  }

  private Process start(String command, String adminKey, Path log) throws IOException {
    Path file = directory.resolve("ringcache.yml");
    Files.writeString(file, CONFIGURATION.replace("DIRECTORY", directory.toString()));
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                RingcacheApplication.class.getName(),
                command,
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder
        .environment()
        .putAll(Map.of("RINGCACHE_ADMIN_KEY", adminKey, "RINGCACHE_DB_PASSWORD", PASSWORD));
    return builder.start();
  }

  private static void stop(Process process) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(START.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  private static boolean said(Path log, String text) throws IOException {
    return Files.readString(log).contains(text);
  }

  private static int port(String connector, Path log) throws IOException {
    String said = Files.readString(log);
    Matcher started =
        Pattern.compile("Started " + connector + "@.*127\\.0\\.0\\.1:([0-9]+)").matcher(said);
    assertThat(started.find()).as(said).isTrue();
    return Integer.parseInt(started.group(1));
  }

  private static String all(Api.Reply reply) {
    return reply.response().headers().map() + reply.body();
  }
}
