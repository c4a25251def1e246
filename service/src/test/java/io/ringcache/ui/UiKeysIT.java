package io.ringcache.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringcache.auth.Api;
import io.ringcache.testing.ChromiumPage;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The key browser: entries that are found, looked into, made, changed and removed. */
final class UiKeysIT extends OnAPage {

  @Test
  void anEntryIsMadeEditedAndDeleted() {
    UiPage page = opened("#/keys?namespace=" + namespace);
    page.awaitText("This namespace is empty.");

    page.press("New entry");
    page.fill("Key", "a/b %");
    page.fill("Value, as JSON", "{\"n\": 12345678901234567890, \"price\": 0.10");
    page.press("Create");
    page.awaitText("dialog .problem", "The value is no JSON");
    page.fill("Value, as JSON", "{\"n\": 12345678901234567890, \"price\": 0.10}");
    page.fill("Time to live, in seconds", "600");
    page.fill("Tags, one a line", "blue\ngreen, too");
    page.press("Create");
    page.awaitText("a/b % created.");
    page.awaitText(".entry h2", "a/b %");
    page.awaitText(".entry pre", "{\n  \"n\": 12345678901234567890,\n  \"price\": 0.10\n}");
    page.awaitText(".entry .tags", "green, too");
    page.awaitText(".entry .facts", "memory");
    assertThat(api.get(path("a%2Fb%20%25")).body())
        .startsWith("{\"value\":{\"n\":12345678901234567890,\"price\":0.10}");

    page.press("Edit");
    page.fill("Value, as JSON", "[1, 2]");
    page.press("Save");
    page.awaitText("a/b % saved.");
    page.awaitText(".entry pre", "[\n  1,\n  2\n]");
    JsonNode info = api.get(keysPath() + "/a%2Fb%20%25").json();
    assertThat(info.path("tags").toString()).isEqualTo("[\"blue\",\"green, too\"]");
    assertThat(info.path("ttl_remaining").asInt()).isBetween(500, 600);

    page.press("Delete");
    page.awaitText("Delete this entry?");
    page.press("Delete");
    page.awaitText("a/b % deleted.");
    page.awaitText("This namespace is empty.");
    assertThat(api.get(path("a%2Fb%20%25")).status()).isEqualTo(404);
    page.assertWellBehaved(SERVICE.uri("/"), Api.ADMIN_KEY);
  }

  @Test
  void whatSomebodyElseHasWrittenMeanwhileIsNotOverwritten() {
    call("PUT", path("k"), "{\"value\":\"first\"}");
    UiPage page = opened("#/keys?namespace=" + namespace + "&key=k");
    page.awaitText(".entry pre", "\"first\"");

    page.press("Edit");
    page.fill("Value, as JSON", "\"mine\"");
    call("PUT", path("k"), "{\"value\":\"theirs\"}");
    page.press("Save");
    page.awaitText("dialog .problem", "Somebody else has changed this entry");
    page.awaitText("dialog .problem", "precondition_failed");
    assertThat(api.get(path("k")).body()).contains("theirs");
    assertThat(page.valueOf("Value, as JSON")).isEqualTo("\"mine\"");

    page.press("Show what is there now");
    page.awaitText("dialog pre", "\"theirs\"");
    page.press("Save");
    page.awaitNoDialog();
    assertThat(api.get(path("k")).body()).contains("mine");

    page.awaitText(".entry pre", "\"mine\"");
    call("PUT", path("k"), "{\"value\":\"theirs again\"}");
    page.press("Delete");
    page.awaitText("Delete this entry?");
    page.press("Delete");
    page.awaitText("dialog .problem", "The entry has changed since it was shown");
    assertThat(api.get(path("k")).body()).contains("theirs again");
  }

  @Test
  void anEntryThatIsThereIsNotReplacedByMakingIt() {
    call("PUT", path("k"), "{\"value\":1}");
    UiPage page = opened("#/keys?namespace=" + namespace);

    page.press("New entry");
    page.fill("Key", "k");
    page.fill("Value, as JSON", "2");
    page.press("Create");

    page.awaitText("dialog .problem", "There is an entry under this key already");
    assertThat(api.get(path("k")).body()).startsWith("{\"value\":1,");
  }

  @Test
  void keysAreListedByPatternPageByPage() {
    for (int i = 0; i < 120; i++) {
      call("PUT", path("user_" + i), "{\"value\":1}");
    }
    call("PUT", path("other"), "{\"value\":1}");
    UiPage page = opened("#/keys?namespace=" + namespace);
    page.awaitText("50 keys, page 1");

    page.fill("Pattern", "user_*");
    page.press("List keys");
    page.awaitText("50 keys, page 1");
    page.press("Next page");
    page.awaitText("50 keys, page 2");
    page.press("Next page");
    page.awaitText("20 keys, page 3");
    page.press("Previous page");
    page.awaitText("50 keys, page 2");
    page.fill("Pattern", "nobody*");
    page.press("List keys");
    page.awaitText("No key matches this pattern.");
    page.fill("Pattern", "x".repeat(513));
    page.press("List keys");
    page.awaitText("main .problem", "invalid_pattern");
  }

  @Test
  void aTagIsInvalidatedAndAPatternFlushedWithItsNumberSaidBefore() {
    for (int i = 0; i < 7; i++) {
      call("PUT", path("red_" + i), "{\"value\":1,\"tags\":[\"red\"]}");
    }
    call("PUT", path("blue"), "{\"value\":1,\"tags\":[\"blue\"]}");
    call("PUT", path("plain"), "{\"value\":1}");
    UiPage page = opened("#/keys?namespace=" + namespace + "&key=blue");
    page.awaitText("9 keys, page 1");

    page.press("Invalidate the tag blue");
    assertThat(page.valueOf("Tag")).isEqualTo("blue");
    page.press("Invalidate");
    page.awaitText("1 entry with the tag blue removed.");
    page.awaitText("8 keys, page 1");

    page.press("Flush by pattern");
    page.awaitText("dialog", "8 entries match.");
    page.fill("Pattern", "red_[0-4]");
    page.browser().press(ChromiumPage.Key.TAB);
    page.awaitText("dialog", "5 entries match.");
    page.press("Flush");
    page.awaitText("5 entries flushed from " + namespace + ".");
    page.awaitText("3 keys, page 1");
    assertThat(api.get("/api/v1/cache/" + namespace + "/stats").json().path("total_keys").asInt())
        .isEqualTo(3);
    page.assertWellBehaved(SERVICE.uri("/"), Api.ADMIN_KEY);
  }

  /** Whoever may write may write markup: it is text here, wherever it is shown. */
  @Test
  void markupInKeysValuesAndTagsIsText() {
    String markup = "<img src=x onerror=\"document.title='owned'\"><b>&amp;";
    String key = URLEncoder.encode(markup, StandardCharsets.UTF_8).replace("+", "%20");
    call(
        "PUT",
        path(key),
        "{\"value\":{%s:%s},\"tags\":[%s]}"
            .formatted(UiPage.quoted(markup), UiPage.quoted(markup), UiPage.quoted(markup)));
    UiPage page = opened("#/keys?namespace=" + namespace);

    page.press(markup);
    page.awaitText(".entry h2", markup);
    page.awaitText(".entry .tags", markup);
    page.awaitText(".entry pre", UiPage.quoted(markup) + ": " + UiPage.quoted(markup));
    page.press("Edit");
    page.awaitText("dialog .name", markup);
    page.press("Cancel");
    page.press("Invalidate the tag " + markup);
    page.press("Invalidate");
    page.awaitText("#notices", markup);
    page.goTo("#/access?namespace=" + namespace);
    page.awaitText("table", "<img src=x");

    assertThat(
            page.browser()
                .evaluate("document.querySelectorAll('main img, main b, dialog img').length")
                .asInt())
        .isZero();
    assertThat(page.browser().evaluate("document.title").asText())
        .isEqualTo("Access log – Ringcache");
    page.assertWellBehaved(SERVICE.uri("/"), Api.ADMIN_KEY);
  }
}
