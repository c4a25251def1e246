package io.ringcache.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.ringcache.testing.Chromium;
import io.ringcache.testing.ChromiumPage;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page at {@code /ui} as somebody uses it: by what things are called, with mouse and keyboard.
 * Where a dialog is open, only what is in it can be reached. Waits for what is not there yet.
 */
final class UiPage {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofMillis(20);

  /** What is looked for, and how it is called: by what it says, or by what is said of it. */
  private static final String FINDING =
      """
      const within = () => [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body;
      const name = (e) => (e.getAttribute('aria-label') ?? e.innerText ?? '').replace(/\\s+/g, ' ').trim();
      const seen = (e) => e.checkVisibility();
      const find = (kind, called) =>
          [...within().querySelectorAll(kind)].find((e) => seen(e) && name(e) === called);
      const control = (called) => {
        const label = find('label', called);
        return label && document.getElementById(label.htmlFor);
      };
      """;

  /** As it draws in a field for a date; asks nobody. */
  private static final String PICTURE_OF_THE_BROWSERS = "data:image/svg+xml;base64,";

  private final ChromiumPage page;
  private final String home;

  private UiPage(ChromiumPage page, String home) {
    this.page = page;
    this.home = home;
  }

  /** A new one, opened at that place of it: {@code #/nodes}. */
  static UiPage open(Chromium chromium, URI service, String place) {
    ChromiumPage page = chromium.page();
    page.resize(1280, 900);
    UiPage opened = new UiPage(page, service.resolve("/ui").toString());
    page.open(opened.home + place);
    opened.awaitTrue("document.querySelector('main h1') !== null");
    return opened;
  }

  ChromiumPage browser() {
    return page;
  }

  /** Goes to another place of it, as by a bookmark. */
  void goTo(String place) {
    page.evaluate("location.hash = " + quoted(place));
  }

  /** Clicks on a button, with the mouse. */
  void press(String button) {
    clickOn("find('button, summary', %s)".formatted(quoted(button)), button);
  }

  /** Clicks on a link, with the mouse. */
  void follow(String link) {
    clickOn("find('a', %s)".formatted(quoted(link)), link);
  }

  /** Puts a text in place of what a field holds. */
  void fill(String label, String text) {
    clickOn("control(%s)".formatted(quoted(label)), label);
    page.replace(text);
    assertThat(valueOf(label)).isEqualTo(text);
  }

  /** What a field holds. */
  String valueOf(String label) {
    return found("control(%s)?.value".formatted(quoted(label)), label).asText();
  }

  /** Chooses of a list, or of a calendar. */
  void choose(String label, String value) {
    found("control(%s)?.tagName".formatted(quoted(label)), label);
    page.evaluate(
        """
        (() => { %s
          const e = control(%s);
          e.focus();
          e.value = %s;
          e.dispatchEvent(new Event('input', {bubbles: true}));
          e.dispatchEvent(new Event('change', {bubbles: true}));
        })()
        """
            .formatted(FINDING, quoted(label), quoted(value)));
    assertThat(valueOf(label)).isEqualTo(value);
  }

  /** Presses Tab until what is called so has the focus, where a keyboard gets to it. */
  void tabTo(String called) {
    for (int i = 0; i < 60; i++) {
      page.press(ChromiumPage.Key.TAB);
      if (focused().equals(called)) {
        return;
      }
    }
    throw new AssertionError("Tab does not get to " + called + ", but to " + focused());
  }

  /** What has the focus, by its name or its label. */
  String focused() {
    return page.evaluate(
            """
            (() => { %s
              const e = document.activeElement;
              return e.labels?.length ? name(e.labels[0]) : name(e);
            })()
            """
                .formatted(FINDING))
        .asText();
  }

  /** What can be read on it. */
  String text() {
    return page.evaluate("document.body.innerText").asText();
  }

  /** What can be read of what a selector finds; null if it finds nothing. */
  @Nullable String textOf(String selector) {
    JsonNode text =
        page.evaluate(
            "(e => e?.innerText ?? e?.textContent)(document.querySelector(%s))"
                .formatted(quoted(selector)));
    return text.isTextual() ? text.asText() : null;
  }

  void awaitText(String text) {
    await()
        .pollInterval(PAUSE)
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(text()).contains(text));
  }

  void awaitNoText(String text) {
    await()
        .pollInterval(PAUSE)
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(text()).doesNotContain(text));
  }

  /** Waits until what a selector finds says so. */
  void awaitText(String selector, String text) {
    await()
        .pollInterval(PAUSE)
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(textOf(selector)).contains(text));
  }

  /** Waits until the dialog is closed. */
  void awaitNoDialog() {
    awaitTrue("document.querySelector('dialog[open]') === null");
  }

  void awaitTrue(String script) {
    await().pollInterval(PAUSE).atMost(PATIENCE).until(() -> page.evaluate(script).asBoolean());
  }

  /** Gives the key that is asked for. */
  void giveKey(String key) {
    fill("Key", key);
    press("Use this key");
    awaitNoDialog();
  }

  /** What the browser complains about, but for answers that are errors, which tests provoke. */
  List<String> complaints() {
    return page.complaints().stream()
        .filter(complaint -> !complaint.contains("the server responded with a status of"))
        .filter(complaint -> !complaint.contains("net::ERR_CONNECTION_REFUSED"))
        .toList();
  }

  /** Nothing is asked of another host, the key is nowhere but in memory, and nothing complains. */
  void assertWellBehaved(URI service, String key) {
    assertThat(complaints()).isEmpty();
    assertThat(page.requests())
        .allSatisfy(
            url ->
                assertThat(url)
                    .matches(
                        any ->
                            url.startsWith(service.resolve("/").toString())
                                || url.startsWith(PICTURE_OF_THE_BROWSERS)))
        .noneSatisfy(url -> assertThat(url).contains(key));
    String kept =
        page.resolve(
                """
                indexedDB.databases().then((databases) => JSON.stringify([
                  {...localStorage}, {...sessionStorage}, document.cookie, location.href, databases,
                  history.state, window.name, document.documentElement.outerHTML]))
                """)
            .asText();
    assertThat(kept).isNotEmpty().doesNotContain(key);
  }

  private void clickOn(String finding, String called) {
    JsonNode place =
        await()
            .pollInterval(PAUSE)
            .pollDelay(Duration.ZERO)
            .atMost(PATIENCE)
            .until(
                () ->
                    page.evaluate(
                        """
                        (() => { %s
                          const e = %s;
                          if (!e || e.disabled) { return null; }
                          e.scrollIntoView({block: 'center'});
                          const box = e.getBoundingClientRect();
                          const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
                          const there = document.elementFromPoint(x, y);
                          return e.contains(there) ? {x, y} : null;
                        })()
                        """
                            .formatted(FINDING, finding)),
                where -> where.isObject());
    assertThat(place).as(called).isNotNull();
    page.click(place.path("x").asDouble(), place.path("y").asDouble());
  }

  private JsonNode found(String finding, String called) {
    return await()
        .alias(called)
        .pollInterval(PAUSE)
        .pollDelay(Duration.ZERO)
        .atMost(PATIENCE)
        .until(
            () -> page.evaluate("(() => { %s return %s; })()".formatted(FINDING, finding)),
            JsonNode::isTextual);
  }

  static String quoted(String text) {
    try {
      return JSON.writeValueAsString(TextNode.valueOf(text));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
