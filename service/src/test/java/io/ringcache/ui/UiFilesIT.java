package io.ringcache.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.testing.ConfigOverride;
import io.ringcache.RunningService;
import io.ringcache.auth.Api;
import io.ringcache.http.RawHttp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page's files over HTTP, where everything else asks for a key. */
class UiFilesIT {

  @RegisterExtension
  static final RunningService SERVICE =
      new RunningService(
          List.of(),
          ConfigOverride.config("backend.type", "memory"),
          ConfigOverride.config("auth.mode", "api-key"),
          ConfigOverride.config("auth.adminKey", Api.ADMIN_KEY));

  @RegisterExtension
  static final RunningService WITHOUT =
      new RunningService(
          List.of(),
          ConfigOverride.config("backend.type", "memory"),
          ConfigOverride.config("auth.mode", "none"),
          ConfigOverride.config("ui", "false"));

  /** All that is packaged beside the class, and the page itself. */
  static Stream<String> files() throws IOException {
    try (Stream<Path> packaged =
        Files.list(Path.of("target", "classes", "io", "ringcache", "ui"))) {
      return packaged
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.endsWith(".class") && !name.equals("ui.html"))
          .map(name -> "/ui/" + name)
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void anybodyIsSentWhatThePageIsMadeOf(String path) throws IOException {
    RawHttp.Answer file = RawHttp.request(SERVICE.port(), "GET", path);

    assertThat(file.status()).isEqualTo(200);
    assertThat(file.body()).isNotEmpty();
    assertThat(file.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(file.header("ETag")).isNotEmpty();
  }

  @Test
  void thePageMayLoadNothingButItsOwnFilesAndRunNothingElse() throws IOException {
    RawHttp.Answer page = RawHttp.request(SERVICE.port(), "GET", "/ui");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
    assertThat(page.header("Content-Security-Policy"))
        .contains("default-src 'none'", "script-src 'self'", "style-src 'self'")
        .contains("connect-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe", "data:", "http");
    assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(page.body()).doesNotContain("://", "<style", "style=", "onclick");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/ui/", "/ui/nothing", "/ui/ui.html", "/ui/UiFiles.class", "/ui;a"})
  void nothingElseIsOpenedByIt(String path) throws IOException {
    assertThat(RawHttp.request(SERVICE.port(), "GET", path).status()).isEqualTo(401);
  }

  @Test
  void itIsNotTheAdministrations() throws IOException {
    assertThat(RawHttp.request(SERVICE.adminPort(), "GET", "/ui").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/ui", "/ui/main.js"})
  void whereItIsSwitchedOffThereIsNothing(String path) throws IOException {
    assertThat(RawHttp.request(WITHOUT.port(), "GET", path).status()).isEqualTo(404);
    assertThat(RawHttp.request(WITHOUT.port(), "GET", "/docs").status()).isEqualTo(200);
  }
}
