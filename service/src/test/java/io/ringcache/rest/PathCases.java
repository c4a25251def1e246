package io.ringcache.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringcache.http.RawHttp;
import io.ringcache.rest.Rest.Reply;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys and namespaces as the path carries them. */
interface PathCases extends RestPart {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "user_123",
        "a/b",
        "/",
        "a b",
        "+",
        "%",
        "%25",
        "a;b=c",
        ";",
        "a:b:*{c}",
        "{}",
        "?#&=",
        "\"\\'<>",
        "...",
        "é",
        "😀",
        "漢字",
        "~!$&()@,"
      })
  default void everyPrintableKeyIsAKeyOfItsOwn(String key) {
    Reply put = rest().put(key, "1");

    assertThat(put.status()).isEqualTo(201);
    assertThat(put.json().path("key").asText()).isEqualTo(key);
    assertThat(rest().get(key).status()).isEqualTo(200);
    assertThat(rest().mget(key).json().path("results").path(key).path("found").asBoolean())
        .isTrue();
    assertThat(rest().stats().path("total_keys").asInt()).isEqualTo(1);
    assertThat(rest().delete(key).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "a%2fb, a/b",
    "a%2Fb, a/b",
    "%61bc, abc",
    "a+b, a+b",
    "a;b, a;b",
    ";x=1, ;x=1",
    "a%3Bb, a;b",
    "{a}, {a}",
    "%2525, %25",
    "%e6%bc%a2, 漢"
  })
  default void anEscapeStandsForItsByteAndAllElseForItself(String raw, String key)
      throws IOException {
    rest().put(key, "1");
    rest().put("a", "\"not this one\"");

    RawHttp.Answer answer = rest().raw("GET", rest().path() + "/" + raw);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).startsWith("{\"value\":1,");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%ff",
        "a%C3",
        "%C0%AF",
        "%ED%A0%BD",
        "%0d%0aX-Evil:%201",
        "%0a",
        "%1f",
        "%7f",
        "%C2%80",
        "%2e",
        "%2E%2e",
        ""
      })
  default void whatCanBeNoKeyIsRefused(String raw) throws IOException {
    String target = rest().path() + "/" + raw;

    assertError(rest().raw("GET", target), 400, "invalid_key");
    assertError(rest().raw("DELETE", target), 400, "invalid_key");
    assertError(put(target), 400, "invalid_key");
    assertNothingStored();
  }

  /** Jetty refuses these before anyone else sees the request, but for what follows a semicolon. */
  @ParameterizedTest
  @ValueSource(
      strings = {"%00", "a%00b", "%zz", "%", "a%2", "%2g", "%u0041", "a;%zz", "a;b=%2", ";%;"})
  default void anEscapeThatIsNoneIsRefused(String raw) throws IOException {
    String target = rest().path() + "/" + raw;

    for (RawHttp.Answer answer : new RawHttp.Answer[] {rest().raw("GET", target), put(target)}) {
      assertThat(answer.status()).as(answer.body()).isEqualTo(400);
      assertThat(answer.body()).containsAnyOf("\"invalid_key\"", "\"bad_request\"");
    }
    assertNothingStored();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health;%e", "/api/v1/cache/ns;%zz", "/api/v1/namespaces/ns;a=%2/keys"})
  default void anEscapeThatIsNoneIsRefusedInEveryPath(String path) throws IOException {
    assertError(rest().raw("GET", path), 400, "bad_request");
  }

  @Test
  default void aKeyHasAtMost512BytesOfUtf8() {
    assertThat(rest().put("k".repeat(512), "1").status()).isEqualTo(201);
    assertThat(rest().put("é".repeat(256), "1").status()).isEqualTo(201);
    assertError(rest().put("k".repeat(513), "1"), 400, "invalid_key");
    assertError(rest().put("é".repeat(256) + "k", "1"), 400, "invalid_key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a/b", "/a/", "//", "/a/stats", "/mget/x"})
  default void anotherPathIsNotFound(String rest) throws IOException {
    for (String method : new String[] {"GET", "DELETE"}) {
      assertError(rest().raw(method, rest().path() + rest), 404, "not_found");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-a", "a%20b", "a:b", "%C3%A9", "a;b", "%ff", "a%2Fb", "_", "%2e"})
  default void whatCanBeNoNamespaceIsRefusedBeforeTheKeyAndTheBody(String namespace)
      throws IOException {
    String target = "/api/v1/cache/" + namespace;

    JsonNode error = assertError(rest().raw("GET", target + "/%ff?x=1"), 400, "invalid_namespace");
    assertThat(error.path("error").asText()).isEqualTo("Invalid namespace");
    assertError(put(target + "/a"), 400, "invalid_namespace");
    assertError(rest().raw("DELETE", target), 400, "invalid_namespace");
    assertError(
        rest().rawWithBody("POST", target + "/mget", "{}", "Content-Length: 2"),
        400,
        "invalid_namespace");
  }

  @Test
  default void theKeyIsLookedAtBeforeParametersAndBody() throws IOException {
    assertError(
        rest().rawWithBody("PUT", rest().path() + "/%ff?x=1", "x", "Content-Length: 1"),
        400,
        "invalid_key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a?x=1", "/a?ttl=60", "/stats?x", "/mget?keys=a"})
  default void anUnknownParameterIsRefused(String rest) {
    String method = rest.startsWith("/mget") ? "POST" : "GET";

    assertError(rest().send(method, rest().path() + rest, null), 400, "invalid_parameter");
  }

  private RawHttp.Answer put(String target) throws IOException {
    return rest().rawWithBody("PUT", target, "{\"value\":1}", "Content-Length: 11");
  }
}
