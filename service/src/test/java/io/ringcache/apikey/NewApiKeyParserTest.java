package io.ringcache.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringcache.auth.Role;
import io.ringcache.cache.Glob;
import io.ringcache.http.ApiException;
import io.ringcache.http.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewApiKeyParserTest {

  private static final Instant NOW = Instant.parse("2024-01-01T00:00:00Z");

  @Test
  void everythingIsRead() {
    NewApiKey key =
        parse(
            "{'name':'Jürgen 😀','roles':['write','read','read'],'namespaces':['user*','a'],"
                + "'expires_at':'2024-01-01T02:00:00.5+01:00'}");
    assertThat(key.caller().name()).isEqualTo("Jürgen 😀");
    assertThat(key.caller().roles()).containsExactlyInAnyOrder(Role.READ, Role.WRITE);
    assertThat(key.caller().namespaces()).map(Glob::toString).containsExactly("user*", "a");
    assertThat(key.expiresAt()).isEqualTo("2024-01-01T01:00:00.500Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",'expires_at':null"})
  void aKeyMayLiveForEver(String expiry) {
    assertThat(parse("{'name':'a','roles':['read'],'namespaces':['*']" + expiry + "}").expiresAt())
        .isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "null",
        "'text'",
        "{}",
        "{'roles':['read'],'namespaces':['*']}",
        "{'name':'a','namespaces':['*']}",
        "{'name':'a','roles':['read']}",
        "{'name':'a','name':'a','roles':['read'],'namespaces':['*']}",
        "{'name':'a','roles':['read'],'namespaces':['*'],'expires':'2030-01-01T00:00:00Z'}",
        "{'name':null,'roles':['read'],'namespaces':['*']}",
        "{'name':7,'roles':['read'],'namespaces':['*']}",
        "{'name':'','roles':['read'],'namespaces':['*']}",
        "{'name':' ','roles':['read'],'namespaces':['*']}",
        "{'name':'a ','roles':['read'],'namespaces':['*']}",
        "{'name':'a\\nb','roles':['read'],'namespaces':['*']}",
        "{'name':'a\\u0000b','roles':['read'],'namespaces':['*']}",
        "{'name':'a\\u0085b','roles':['read'],'namespaces':['*']}",
        "{'name':'a\\ud800b','roles':['read'],'namespaces':['*']}",
        "{'name':'admin','roles':['read'],'namespaces':['*']}",
        "{'name':'Anonymous','roles':['read'],'namespaces':['*']}",
        "{'name':'a','roles':[],'namespaces':['*']}",
        "{'name':'a','roles':'read','namespaces':['*']}",
        "{'name':'a','roles':['READ'],'namespaces':['*']}",
        "{'name':'a','roles':['root'],'namespaces':['*']}",
        "{'name':'a','roles':[null],'namespaces':['*']}",
        "{'name':'a','roles':[['read']],'namespaces':['*']}",
        "{'name':'a','roles':['read','read','read','read'],'namespaces':['*']}",
        "{'name':'a','roles':['read'],'namespaces':[]}",
        "{'name':'a','roles':['read'],'namespaces':null}",
        "{'name':'a','roles':['read'],'namespaces':{}}",
        "{'name':'a','roles':['read'],'namespaces':['']}",
        "{'name':'a','roles':['read'],'namespaces':[1]}",
        "{'name':'a','roles':['read'],'namespaces':['*'],'expires_at':'2024-01-01T00:00:00Z'}",
        "{'name':'a','roles':['read'],'namespaces':['*'],'expires_at':'2023-12-31T23:59:59Z'}",
        "{'name':'a','roles':['read'],'namespaces':['*'],'expires_at':'tomorrow'}",
        "{'name':'a','roles':['read'],'namespaces':['*'],'expires_at':'2030-01-01'}",
        "{'name':'a','roles':['read'],'namespaces':['*'],'expires_at':1893456000}",
        "{'name':'a','roles':['read'],'namespaces':['*'],'expires_at':'+99999-01-01T00:00:00Z'}",
      })
  void whatMakesNoSenseIsRefused(String body) {
    assertRefused(() -> parse(body), ErrorCode.INVALID_PARAMETER);
  }

  @Test
  void aHundredCharactersAreANameAndOneMoreAreNot() {
    assertThat(parse(named("x".repeat(100))).caller().name()).hasSize(100);
    assertRefused(() -> parse(named("x".repeat(101))), ErrorCode.INVALID_PARAMETER);
  }

  @Test
  void aGlobIsAsLongAsAPatternMayBe() {
    assertThat(parse(within("x".repeat(512))).caller().namespaces()).hasSize(1);
    assertRefused(() -> parse(within("x".repeat(513))), ErrorCode.INVALID_PARAMETER);
    assertThat(parse(within("a" + "','a".repeat(99))).caller().namespaces()).hasSize(100);
    assertRefused(() -> parse(within("a" + "','a".repeat(100))), ErrorCode.INVALID_PARAMETER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{'name':'a','roles':['read'],'namespaces':['*']",
        "{'name':'a'} {}",
        "nul",
      })
  void whatIsNoJsonIsToldSo(String body) {
    assertRefused(() -> parse(body), ErrorCode.MALFORMED_JSON);
  }

  @Test
  void whatIsNoUtf8IsToldSo() {
    assertRefused(
        () -> NewApiKeyParser.parse(named("ü").getBytes(StandardCharsets.ISO_8859_1), NOW),
        ErrorCode.MALFORMED_JSON);
  }

  private static void assertRefused(ThrowingCallable call, ErrorCode code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ApiException.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo(code);
              assertThat(refusal.detail()).isNotEmpty();
            });
  }

  private static String named(String name) {
    return "{'name':'" + name + "','roles':['read'],'namespaces':['*']}";
  }

  private static String within(String glob) {
    return "{'name':'a','roles':['read'],'namespaces':['" + glob + "']}";
  }

  private static NewApiKey parse(String body) {
    return NewApiKeyParser.parse(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8), NOW);
  }
}
