package io.ringcache.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.testing.ConfigOverride;
import io.ringcache.RunningService;
import io.ringcache.auth.Api;
import io.ringcache.testing.Chromium;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Tests of the page in a real browser, over a service of their own, each with a namespace of its
 * own.
 */
abstract class OnAPage {

  @RegisterExtension
  static final RunningService SERVICE =
      new RunningService(
          List.of(),
          ConfigOverride.config("backend.type", "memory"),
          ConfigOverride.config("auth.mode", "api-key"),
          ConfigOverride.config("limits.maxRequestBytes", "64KiB"),
          ConfigOverride.config("limits.maxValueBytes", "32KiB"),
          ConfigOverride.config("auth.adminKey", Api.ADMIN_KEY));

  static Chromium chromium;
  static Api api;

  /** The test's own. */
  String namespace = "";

  @BeforeAll
  static void startTheBrowser() {
    chromium = Chromium.start();
    api = new Api(SERVICE.port()).asAdmin();
  }

  @AfterAll
  static void endTheBrowser() {
    chromium.close();
  }

  @AfterEach
  void closeThePages() {
    chromium.closePages();
  }

  @BeforeEach
  void makeANamespace() {
    namespace = "ui-" + UUID.randomUUID().toString().substring(0, 8);
    call("PUT", "/api/v1/namespaces/" + namespace, "{}");
  }

  /** At a place of it, with the administrator's key. */
  static UiPage opened(String place) {
    UiPage page = UiPage.open(chromium, SERVICE.uri("/"), place);
    page.giveKey(Api.ADMIN_KEY);
    return page;
  }

  final String path(String key) {
    return "/api/v1/cache/" + namespace + "/" + key;
  }

  final String keysPath() {
    return "/api/v1/namespaces/" + namespace + "/keys";
  }

  static void call(String method, String path, String body) {
    assertThat(api.call(method, path, body).status()).as(path).isIn(200, 201);
  }
}
