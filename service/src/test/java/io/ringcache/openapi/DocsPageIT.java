package io.ringcache.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dropwizard.testing.ConfigOverride;
import io.ringcache.RunningService;
import io.ringcache.auth.Api;
import io.ringcache.openapi.Description.Operation;
import io.ringcache.testing.Chromium;
import io.ringcache.testing.ChromiumPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page at {@code /docs} in a real browser. */
class DocsPageIT {

  @RegisterExtension
  static final RunningService SERVICE =
      new RunningService(
          List.of(),
          ConfigOverride.config("backend.type", "memory"),
          ConfigOverride.config("auth.mode", "api-key"),
          ConfigOverride.config("auth.adminKey", Api.ADMIN_KEY));

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static Chromium chromium;

  @BeforeAll
  static void startTheBrowser() {
    chromium = Chromium.start();
  }

  @AfterAll
  static void endTheBrowser() {
    chromium.close();
  }

  @Test
  void itShowsEveryOperationAndAsksNoOtherHost() throws IOException {
    ChromiumPage page = opened();

    String operation = "#operations-Entries-putEntry ";
    page.evaluate(
        "document.querySelector('%s.opblock-summary-control').click()".formatted(operation));
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                count(page, operation + ".responses-table tbody > tr.response")
                    == responses("putEntry"));

    Files.write(Path.of("target", "docs.png"), page.picture(1200, 2400));
    assertThat(page.complaints()).isEmpty();
    assertThat(page.requests())
        .contains(SERVICE.uri("/openapi.json").toString())
        .allSatisfy(
            url ->
                assertThat(url)
                    .matches(
                        any -> url.startsWith(SERVICE.uri("/").toString()) || isPartOfIt(url)));
  }

  /** With a key, from the browser: nothing forbids the page to make calls. */
  @Test
  void aCallCanBeTriedFromIt() {
    ChromiumPage page = opened();

    page.evaluate("document.querySelector('.btn.authorize').click()");
    await().atMost(PATIENCE).until(() -> count(page, ".auth-container input") == 1);
    page.evaluate(
        """
        (() => {
          const input = document.querySelector('.auth-container input');
          Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(input, '%s');
          input.dispatchEvent(new Event('input', {bubbles: true}));
        })()
        """
            .formatted(Api.ADMIN_KEY));
    page.evaluate("document.querySelector('.auth-btn-wrapper .authorize').click()");
    await().atMost(PATIENCE).until(() -> count(page, ".auth-btn-wrapper .btn-done") == 1);
    page.evaluate("document.querySelector('.auth-btn-wrapper .btn-done').click()");
    String operation = "#operations-Namespaces-listNamespaces ";
    page.evaluate(
        "document.querySelector('%s.opblock-summary-control').click()".formatted(operation));
    await().atMost(PATIENCE).until(() -> count(page, operation + ".try-out__btn") == 1);
    page.evaluate("document.querySelector('%s.try-out__btn').click()".formatted(operation));
    await().atMost(PATIENCE).until(() -> count(page, operation + ".execute") == 1);
    page.evaluate("document.querySelector('%s.execute').click()".formatted(operation));

    String status = operation + ".live-responses-table tbody .response-col_status";
    await().atMost(PATIENCE).until(() -> count(page, status) > 0);
    assertThat(
            page.evaluate("document.querySelector('%s').innerText".formatted(status))
                .asText()
                .trim())
        .startsWith("200");
    assertThat(page.complaints()).isEmpty();
  }

  private static ChromiumPage opened() {
    ChromiumPage page = chromium.page();
    page.open(SERVICE.uri("/docs").toString());
    String names =
        "Array.from(document.querySelectorAll('.opblock-summary-operation-id'), e => e.innerText)";
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(page.evaluate(names).valueStream().map(JsonNode::asText))
                    .containsExactlyInAnyOrderElementsOf(
                        Description.packaged().operations().stream().map(Operation::id).toList()));
    return page;
  }

  private static int responses(String id) {
    return Description.packaged().operations().stream()
        .filter(operation -> operation.id().equals(id))
        .findFirst()
        .orElseThrow()
        .says()
        .path("responses")
        .size();
  }

  /** A picture that stands in the style sheet itself. */
  private static boolean isPartOfIt(String url) {
    return url.startsWith("data:image/");
  }

  private static int count(ChromiumPage page, String selector) {
    return page.evaluate("document.querySelectorAll('%s').length".formatted(selector)).asInt();
  }
}
