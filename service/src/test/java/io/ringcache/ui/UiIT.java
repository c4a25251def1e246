package io.ringcache.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dropwizard.testing.ConfigOverride;
import io.ringcache.RunningService;
import io.ringcache.auth.Api;
import io.ringcache.testing.Chromium;
import io.ringcache.testing.ChromiumPage;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What can be done with the page, done as an administrator does it, in a real browser. */
class UiIT {

  @RegisterExtension
  static final RunningService SERVICE =
      new RunningService(
          List.of(),
          ConfigOverride.config("backend.type", "memory"),
          ConfigOverride.config("auth.mode", "api-key"),
          ConfigOverride.config("limits.maxRequestBytes", "64KiB"),
          ConfigOverride.config("limits.maxValueBytes", "32KiB"),
          ConfigOverride.config("auth.adminKey", Api.ADMIN_KEY));

  private static Chromium chromium;
  private static Api api;

  /** The test's own. */
  private String namespace = "";

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

  /** What is shown of a value is its own text, with white space between the tokens. */
  @Test
  void jsonIsLaidOutAndKeptTokenByToken() {
    UiPage page = UiPage.open(chromium, SERVICE.uri("/"), "#/namespaces");
    for (String json :
        List.of(
            "null",
            "-0.10e+400",
            "12345678901234567890123",
            "\"a } ] , : \\\" \\\\\"",
            "[]",
            "{}",
            "[[],{}]",
            "{\"a\":{\"b\":[1,2.50,{\"c\":\"x,y\"}]},\"a\":\"\\\\\"}",
            "[".repeat(200) + "]".repeat(200))) {
      String answer = "{\"value\":" + json + ",\"metadata\":{\"ttl_remaining\":1}}";

      JsonNode shown =
          page.browser()
              .resolve(
                  "import(new URL('ui/json.js', document.baseURI)).then((json) => "
                      + "[json.valueOf(%s), json.pretty(json.valueOf(%s))])"
                          .formatted(UiPage.quoted(answer), UiPage.quoted(answer)));

      assertThat(shown.path(0).asText()).isEqualTo(json);
      assertThat(tokens(shown.path(1).asText())).isEqualTo(tokens(json));
    }
  }

  @Test
  void figuresAreShownInUnitsThatCanBeRead() {
    UiPage page = UiPage.open(chromium, SERVICE.uri("/"), "#/namespaces");

    JsonNode shown =
        page.browser()
            .resolve(
                """
                import(new URL('ui/format.js', document.baseURI)).then((format) => [
                  format.size(0), format.size(1023), format.size(1048576), format.size(47395635),
                  format.percent(0), format.percent(0.9677), format.percent(0.99999),
                  format.percent(1), format.percent(null), format.duration(59), format.duration(3600),
                  format.duration(90061), format.duration(0), format.latency(0.2134),
                  format.latency(1400), format.rate(1234.5), format.count(1204332)])
                """);

    assertThat(shown.valueStream().map(JsonNode::asText))
        .containsExactly(
            "0 B",
            "0.999 KiB",
            "1 MiB",
            "45.2 MiB",
            "0 %",
            "96.8 %",
            "> 99.9 %",
            "100 %",
            "–",
            "59 s",
            "1 h",
            "1 d 1 h",
            "for ever",
            "0.213 ms",
            "1.4 s",
            "1,235",
            "1,204,332");
  }

  /** Without the white space that is between them, and not in a text. */
  private static String tokens(String json) {
    StringBuilder tokens = new StringBuilder();
    boolean inText = false;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (inText || !Character.isWhitespace(c)) {
        tokens.append(c);
      }
      if (inText && c == '\\') {
        tokens.append(json.charAt(++i));
      } else if (c == '"') {
        inText = !inText;
      }
    }
    return tokens.toString();
  }

  /** At a place of it, with the administrator's key. */
  private static UiPage opened(String place) {
    UiPage page = UiPage.open(chromium, SERVICE.uri("/"), place);
    page.giveKey(Api.ADMIN_KEY);
    return page;
  }

  private String path(String key) {
    return "/api/v1/cache/" + namespace + "/" + key;
  }

  private String keysPath() {
    return "/api/v1/namespaces/" + namespace + "/keys";
  }

  private static void call(String method, String path, String body) {
    assertThat(api.call(method, path, body).status()).as(path).isIn(200, 201);
  }
}
