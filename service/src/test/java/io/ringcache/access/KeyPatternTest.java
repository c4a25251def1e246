package io.ringcache.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyPatternTest {

  @ParameterizedTest
  @CsvSource({
    "user_123, user_*",
    "user_7, user_*",
    "user-123-cart, user-*-cart",
    "order:2024:17, order:*:*",
    "a.b.3, a.b.*",
    "shop/42/item/7, shop/*/item/*",
    "10.0.0.1:6379, *.*.*.*:*",
    "2024-01-17, *-*-*",
    "12345, *",
    "0, *",
    "user 12, user *",
    "{user:12}, {user:*}",
    "größe_12, größe_*",
    "ключ:٣٤, ключ:*"
  })
  void aWordOfDigitsIsANumber(String key, String pattern) {
    assertThat(KeyPattern.of(key)).isEqualTo(pattern);
  }

  @ParameterizedTest
  @CsvSource({"item00017, item*", "user12345name, user*name", "y2024q3, y*q3", "x1234y5678, x*y*"})
  void aLongNumberWithinAWordIsOneToo(String key, String pattern) {
    assertThat(KeyPattern.of(key)).isEqualTo(pattern);
  }

  @ParameterizedTest
  @CsvSource({
    "session:6f1e0d1a-9c1b-4d2e-8a55-0123456789ab, session:*",
    "6F1E0D1A-9C1B-4D2E-8A55-0123456789AB, *",
    "u_aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee_x, u_*_x",
    "6f1e0d1a9c1b4d2e8a550123456789ab:cart, *:cart"
  })
  void aUuidIsOneIdentifierWithDashesOrWithout(String key, String pattern) {
    assertThat(KeyPattern.of(key)).isEqualTo(pattern);
  }

  @ParameterizedTest
  @CsvSource({
    "etag/d41d8cd98f00b204e9800998ecf8427e, etag/*",
    "sha1:DA39A3EE5E6B4B0D3255BFEF95601890AFD80709, sha1:*",
    "commit_1a2b3c4d, commit_*",
    "cafe1234, *"
  })
  void aHashIsAnIdentifier(String key, String pattern) {
    assertThat(KeyPattern.of(key)).isEqualTo(pattern);
  }

  @ParameterizedTest
  @CsvSource({
    "job:01ARZ3NDEKTSV4RRFFQ69G5FAV, job:*",
    "token.V1StGXR8Z5jdHi6BmyT9x, token.*",
  })
  void aLongMixtureOfLettersAndDigitsIsAnIdentifier(String key, String pattern) {
    assertThat(KeyPattern.of(key)).isEqualTo(pattern);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v2",
        "api.v2.users",
        "sha256",
        "mp3/h264",
        "deadbeef",
        "facade",
        "config",
        "a1b2c3d",
        "internationalization256settings",
        "*",
        "_:/.-",
        " ",
        "\uD83D\uDE00",
        "日本語のキー",
        "6f1e0d1x-gc1b-zd2e"
      })
  void whatIsNoIdentifierStays(String key) {
    assertThat(KeyPattern.of(key)).isEqualTo(key);
  }

  @Test
  void whatGoesOnAfterAUuidIsNone() {
    assertThat(KeyPattern.of("aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeeef"))
        .isEqualTo("aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeeef");
    assertThat(KeyPattern.of("aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeee"))
        .isEqualTo("aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeee");
  }

  @Test
  void aPatternIsCutAt255WithoutHalvingACharacter() {
    assertThat(KeyPattern.of("x".repeat(512))).isEqualTo("x".repeat(255));
    assertThat(KeyPattern.of("x".repeat(255))).hasSize(255);
    assertThat(KeyPattern.of("x".repeat(254) + "\uD83D\uDE00")).isEqualTo("x".repeat(254));
    assertThat(KeyPattern.of("-" + "\uD83D\uDE00".repeat(127))).hasSize(255);
    assertThat(KeyPattern.of("1_".repeat(256))).isEqualTo("*_".repeat(127) + "*");
  }

  @Test
  void anIdentifierPastTheCutIsRecognizedAsAWhole() {
    assertThat(KeyPattern.of("x".repeat(200) + "_" + "9".repeat(300)))
        .isEqualTo("x".repeat(200) + "_*");
  }

  @Test
  void keysOfOneKindShareTheirPattern() {
    assertThat(KeyPattern.sharedBy(List.of("user_1", "user_22", "user_333"))).isEqualTo("user_*");
    assertThat(KeyPattern.sharedBy(List.of("user_1", "cart_1"))).isNull();
    assertThat(KeyPattern.sharedBy(List.of())).isNull();
  }

  @Test
  void aPatternThatWasGivenIsKeptAsFarAsItCanBeStored() {
    assertThat(KeyPattern.asGiven(List.of("user_123*"))).isEqualTo("user_123*");
    assertThat(KeyPattern.asGiven(List.of())).isNull();
    assertThat(KeyPattern.asGiven(List.of("a\0b"))).isEqualTo("a\uFFFDb");
    assertThat(KeyPattern.asGiven(List.of("?".repeat(512)))).isEqualTo("?".repeat(255));
  }
}
