package io.ringcache.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringcache.auth.Api;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What can be done with the page, done as an administrator does it, but for {@link UiKeysIT}. */
final class UiIT extends OnAPage {

  @Test
  void aNamespaceIsMadeChangedAndDeleted() {
    UiPage page = opened("#/namespaces");
    String name = namespace + "-made";

    page.press("New namespace");
    page.fill("Name", name);
    page.fill("Time to live, in seconds", "120");
    page.fill("Quota, in MiB", "7");
    page.choose("When the quota is reached", "LFU");
    page.press("Create");
    page.awaitText("Namespace " + name + " created.");
    page.awaitText("h1", name);
    JsonNode made = api.get("/api/v1/namespaces/" + name).json();
    assertThat(made.path("default_ttl").asInt()).isEqualTo(120);
    assertThat(made.path("max_size_mb").asInt()).isEqualTo(7);
    assertThat(made.path("eviction_policy").asText()).isEqualTo("LFU");

    page.press("Change settings");
    assertThat(page.valueOf("Quota, in MiB")).isEqualTo("7");
    page.fill("Quota, in MiB", "0");
    page.press("Save");
    page.awaitText("dialog .problem", "invalid_namespace_config");
    page.fill("Quota, in MiB", "9");
    page.press("Save");
    page.awaitNoDialog();
    page.awaitText("of 9 MiB");
    assertThat(api.get("/api/v1/namespaces/" + name).json().path("max_size_mb").asInt())
        .isEqualTo(9);

    page.press("Delete namespace");
    page.press("Delete");
    page.awaitText("dialog .problem", "Type " + name + " to delete it");
    page.fill("Its name, to confirm", name);
    page.press("Delete");
    page.awaitText("Namespace " + name + " deleted, with 0 entries.");
    api.get("/api/v1/namespaces/" + name).isError(404, "namespace_not_found");
    page.assertWellBehaved(SERVICE.uri("/"), Api.ADMIN_KEY);
  }

  @Test
  void aNamespaceThatIsThereIsNotChangedByMakingIt() {
    UiPage page = opened("#/namespaces");

    page.press("New namespace");
    page.fill("Name", namespace);
    page.fill("Quota, in MiB", "1");
    page.press("Create");

    page.awaitText("dialog .problem", "There is a namespace " + namespace + " already");
    assertThat(api.get("/api/v1/namespaces/" + namespace).json().path("max_size_mb").asInt())
        .isEqualTo(100);
  }

  @Test
  void theFiguresOfANamespaceFollowWhatHappens() {
    UiPage page = opened("#/namespaces/" + namespace);
    page.awaitText(".facts", "– of 0 reads");

    call("PUT", path("a"), "{\"value\":\"" + "x".repeat(2000) + "\"}");
    for (int i = 0; i < 3; i++) {
      assertThat(api.get(path("a")).status()).isEqualTo(200);
    }
    assertThat(api.get(path("b")).status()).isEqualTo(404);

    page.awaitText(".facts", "75.0 % of 4 reads");
    page.awaitText(".facts", "1.96 KiB of 100 MiB");
    page.awaitText(".chart:nth-child(3) .figure", "1");
    assertThat(
            page.browser()
                .evaluate("document.querySelector('.canvas').getAttribute('aria-label')")
                .asText())
        .startsWith("Hit rate: ");
    assertThat(page.browser().evaluate("document.querySelectorAll('canvas').length").asInt())
        .isEqualTo(5);
    page.follow("Namespaces");
    page.awaitText("[role=row]:has([href$=\"" + namespace + "\"])", "1.96 KiB of 100 MiB");
    page.assertWellBehaved(SERVICE.uri("/"), Api.ADMIN_KEY);
  }

  @Test
  void theLogsAreShownWithTheirFilters() {
    call("PUT", path("user_1"), "{\"value\":1}");
    api.get(path("user_1"));
    api.get(path("user_2"));
    await()
        .until(
            () ->
                api.get("/api/v1/namespaces/" + namespace + "/access-logs")
                        .json()
                        .path("entries")
                        .size()
                    == 3);
    UiPage page = opened("#/access?namespace=" + namespace);
    page.awaitText("3 entries");
    page.awaitText("table", "user_*");
    page.choose("Operation", "GET");
    page.press("Show");
    page.awaitText("2 entries");
    page.awaitText("table", "hit");
    page.awaitText("table", "miss");
    page.choose("Operation", "FLUSH");
    page.press("Show");
    page.awaitText("Nothing was logged");
    page.choose("Operation", "");
    page.choose("Before", "2020-01-01T00:00");
    page.press("Show");
    page.awaitText("Nothing was logged");

    page.follow("Audit trail");
    page.awaitText("table", namespace);
    page.awaitText("table", "namespace.create");
    page.choose("From", "2099-01-01T00:00");
    page.press("Show");
    page.awaitText("Nothing was logged");
    page.assertWellBehaved(SERVICE.uri("/"), Api.ADMIN_KEY);
  }

  @Test
  void theNodeAndTheHealthAreShown() {
    UiPage page = opened("#/nodes");

    page.awaitText(".card", "memory");
    page.awaitText(".card", "100 %");
    page.awaitText("svg.ring", "1 of 1");
    page.awaitText("main", "connected");
    page.awaitText("#health", "Healthy");
    page.assertWellBehaved(SERVICE.uri("/"), Api.ADMIN_KEY);
  }

  @Test
  void aKeyThatIsNoneIsRefusedAndAGoodOneCanBeForgotten() {
    UiPage page = UiPage.open(chromium, SERVICE.uri("/"), "#/namespaces");
    page.fill("Key", "rk_wrong");
    page.press("Use this key");
    page.awaitText("dialog .problem", "Authentication required");
    page.giveKey(Api.ADMIN_KEY);
    page.awaitText("main", namespace);
    page.assertWellBehaved(SERVICE.uri("/"), Api.ADMIN_KEY);

    page.press("Forget API key");
    page.awaitText("The service asks for one.");
    page.press("Cancel");
    page.awaitText("main .problem", "This needs an API key");
    assertThat(page.textOf("main")).doesNotContain(namespace);
    page.press("API key");
    page.giveKey(Api.ADMIN_KEY);
    page.awaitText("main", namespace);
  }

  @Test
  void whoHasNotTheRoleIsToldWhichAndTheRestGoesOn() {
    call("PUT", path("k"), "{\"value\":\"readable\"}");
    String reader =
        api.makeKey("reads " + namespace, List.of("read"), namespace).path("key").asText();
    UiPage page = UiPage.open(chromium, SERVICE.uri("/"), "#/nodes");
    page.giveKey(reader);

    page.awaitText("main .problem", "This needs an API key with the role admin");
    page.awaitText("main .problem", "forbidden");
    page.awaitText("main", "connected");
    page.follow("Namespaces");
    page.awaitText("main", namespace);
    page.press("Settings of " + namespace);
    page.press("Save");
    page.awaitText("dialog .problem", "This needs an API key with the role admin");
    page.press("Cancel");
    page.follow("Keys of " + namespace);
    page.press("k");
    page.awaitText(".entry pre", "\"readable\"");
    page.press("Delete");
    page.awaitText("Delete this entry?");
    page.press("Delete");
    page.awaitText("dialog .problem", "This needs an API key with the role write");
    page.assertWellBehaved(SERVICE.uri("/"), reader);
  }
}
