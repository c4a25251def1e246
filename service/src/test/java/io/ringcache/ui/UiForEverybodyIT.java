package io.ringcache.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dropwizard.testing.ConfigOverride;
import io.ringcache.RunningService;
import io.ringcache.auth.Api;
import io.ringcache.testing.Chromium;
import io.ringcache.testing.ChromiumPage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page for who sees it dark or not at all, on a phone, or has no mouse. */
class UiForEverybodyIT {

  @RegisterExtension
  static final RunningService SERVICE =
      new RunningService(
          List.of(),
          ConfigOverride.config("backend.type", "memory"),
          ConfigOverride.config("namespaces.autoCreate", "true"));

  private static final List<String> PLACES =
      List.of(
          "#/namespaces",
          "#/namespaces/shop",
          "#/keys?namespace=shop&key=user_1",
          "#/nodes",
          "#/access?namespace=shop",
          "#/audit");

  /** As long as a name and a key may be, without a place to break them. */
  private static final String LONG_NAME = "n".repeat(100);

  private static final String LONG_KEY = "k".repeat(500);

  private static Chromium chromium;
  private static Api api;

  @BeforeAll
  static void fillTheCache() {
    chromium = Chromium.start();
    api = new Api(SERVICE.port());
    put("/api/v1/namespaces/" + LONG_NAME, "{}");
    put("/api/v1/cache/shop/user_1", "{\"value\":{\"name\":\"Ada\"},\"tags\":[\"team\"]}");
    put("/api/v1/cache/shop/" + LONG_KEY, "{\"value\":\"" + "v".repeat(500) + "\"}");
    assertThat(api.get("/api/v1/cache/shop/user_1").status()).isEqualTo(200);
    assertThat(api.get("/api/v1/cache/shop/user_2").status()).isEqualTo(404);
    await()
        .until(
            () ->
                api.get("/api/v1/namespaces/shop/access-logs").json().path("entries").size() >= 4);
  }

  @AfterAll
  static void endTheBrowser() {
    chromium.close();
  }

  @AfterEach
  void closeThePages() {
    chromium.closePages();
  }

  /** By axe-core, contrast included. */
  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void nothingKeepsAnybodyOutInEitherColours(String scheme) throws IOException {
    UiPage page = UiPage.open(chromium, SERVICE.uri("/"), "#/namespaces");
    page.browser().prefers("prefers-color-scheme", scheme);
    page.browser().evaluate(axe());

    for (String place : PLACES) {
      page.goTo(place);
      settle(page);
      assertThat(violations(page)).as(place).isEmpty();
    }
    for (String button : List.of("New namespace", "Settings of shop")) {
      page.goTo("#/namespaces");
      page.press(button);
      assertThat(violations(page)).as(button).isEmpty();
      page.press("Cancel");
    }
    page.goTo("#/keys?namespace=shop&key=user_1");
    for (String button : List.of("New entry", "Edit", "Delete", "Flush by pattern")) {
      page.press(button);
      page.awaitTrue("!document.body.innerText.includes('Counting')");
      assertThat(violations(page)).as(button).isEmpty();
      page.press("Cancel");
    }
    assertThat(page.complaints()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void theColoursAreTheSystemsUntilOthersAreChosen(String scheme) {
    UiPage page = UiPage.open(chromium, SERVICE.uri("/"), "#/namespaces");
    page.browser().prefers("prefers-color-scheme", scheme);

    assertThat(isDark(page)).isEqualTo(scheme.equals("dark"));
    page.press("Theme: system");
    assertThat(isDark(page)).isFalse();
    page.press("Theme: light");
    assertThat(isDark(page)).isTrue();
    page.press("Theme: dark");
    assertThat(isDark(page)).isEqualTo(scheme.equals("dark"));
  }

  @Test
  void nothingIsWiderThanASmallPhone() {
    UiPage page = UiPage.open(chromium, SERVICE.uri("/"), "#/namespaces");
    page.browser().resize(360, 740);

    for (String place : PLACES) {
      page.goTo(place);
      settle(page);
      assertFits(page, place);
    }
    page.goTo("#/namespaces/" + LONG_NAME);
    settle(page);
    assertFits(page, "a long name");
    page.press("Change settings");
    assertFits(page, "settings");
    page.press("Cancel");
    page.goTo("#/keys?namespace=shop&key=" + LONG_KEY);
    settle(page);
    assertFits(page, "a long key");
    page.press("Edit");
    assertFits(page, "editing it");
  }

  /** From the top of the page to an entry that is read, made and removed, without a mouse. */
  @Test
  void aKeyboardIsEnough() {
    UiPage page = UiPage.open(chromium, SERVICE.uri("/"), "#/namespaces");
    page.awaitText("main", "shop");
    page.browser().press(ChromiumPage.Key.TAB);
    assertThat(page.focused()).isEqualTo("Skip to the content");

    page.tabTo("New namespace");
    page.browser().press(ChromiumPage.Key.ENTER);
    page.awaitTrue("document.querySelector('dialog[open]') !== null");
    assertThat(page.focused()).isEqualTo("Name");
    page.browser().type("by-keyboard");
    page.browser().press(ChromiumPage.Key.ENTER);
    page.awaitText("h1", "by-keyboard");
    assertThat(page.focused()).isEqualTo("by-keyboard");

    page.tabTo("Browse keys");
    page.browser().press(ChromiumPage.Key.ENTER);
    page.awaitText("This namespace is empty.");
    page.tabTo("New entry");
    page.browser().press(ChromiumPage.Key.SPACE);
    page.awaitTrue("document.querySelector('dialog[open]') !== null");
    page.browser().press(ChromiumPage.Key.ESCAPE);
    page.awaitNoDialog();
    assertThat(page.focused()).isEqualTo("New entry");
    page.browser().press(ChromiumPage.Key.ENTER);
    page.awaitTrue("document.querySelector('dialog[open]') !== null");
    page.browser().type("k");
    page.tabTo("Value, as JSON");
    page.browser().type("[1]");
    page.tabTo("Create");
    page.browser().press(ChromiumPage.Key.ENTER);
    page.awaitText(".entry pre", "[\n  1\n]");

    page.tabTo("Delete");
    page.browser().press(ChromiumPage.Key.ENTER);
    page.awaitText("Delete this entry?");
    page.tabTo("Delete");
    page.browser().press(ChromiumPage.Key.ENTER);
    page.awaitText("k deleted.");
    assertThat(api.get("/api/v1/cache/by-keyboard/k").status()).isEqualTo(404);
  }

  @Test
  void whatHasTheFocusIsSeenToHaveIt() {
    UiPage page = UiPage.open(chromium, SERVICE.uri("/"), "#/namespaces");
    page.awaitText("main", "shop");

    page.tabTo("Keys of shop");

    assertThat(
            page.browser()
                .evaluate("getComputedStyle(document.activeElement).outlineWidth")
                .asText())
        .isEqualTo("3px");
  }

  @Test
  void whoWantsNoMotionSeesNone() {
    UiPage page = UiPage.open(chromium, SERVICE.uri("/"), "#/namespaces");
    page.awaitText("main", "shop");
    String moving =
        "[...document.querySelectorAll('*')].filter((e) => getComputedStyle(e).transitionDuration !== '0s').length";
    assertThat(page.browser().evaluate(moving).asInt()).isPositive();

    page.browser().prefers("prefers-reduced-motion", "reduce");

    assertThat(page.browser().evaluate(moving).asInt()).isZero();
  }

  private static String axe() throws IOException {
    try (InputStream script =
        Objects.requireNonNull(
            UiForEverybodyIT.class.getResourceAsStream("/axe.min.js"), "axe-core")) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** What axe-core finds, a line each. */
  private static List<String> violations(UiPage page) {
    return page.browser()
        .resolve(
            """
            axe.run(document, {resultTypes: ['violations']}).then((found) => found.violations.flatMap(
                (rule) => rule.nodes.map((node) => `${rule.id}: ${node.html} ${node.failureSummary}`)))
            """)
        .valueStream()
        .map(JsonNode::asText)
        .toList();
  }

  /** Until what a place shows has come. */
  private static void settle(UiPage page) {
    page.awaitTrue(
        "document.querySelector('main h1') !== null"
            + " && document.querySelector('[aria-busy=true]') === null"
            + " && document.querySelector('table, .facts, .empty, .card') !== null");
  }

  private static void assertFits(UiPage page, String what) {
    String tooWide =
        """
        JSON.stringify([document.documentElement.scrollWidth > innerWidth,
          ...[...document.querySelectorAll('main *, header *, dialog[open] *')]
            .filter((e) => e.checkVisibility() && e.getBoundingClientRect().right > innerWidth + 1
                && !e.closest('.visually-hidden, .spark, .canvas, thead, .brand, .skip'))
            .map((e) => e.outerHTML.slice(0, 120))])
        """;
    assertThat(page.browser().evaluate(tooWide).asText()).as(what).isEqualTo("[false]");
  }

  private static boolean isDark(UiPage page) {
    return page.browser()
        .evaluate(
            "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).every((n) => n < 60)")
        .asBoolean();
  }

  private static void put(String path, String body) {
    assertThat(api.call("PUT", path, body).status()).as(path).isIn(200, 201);
  }
}
