package io.ringcache.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys of every kind, and that each is one of its namespace only. */
interface KeyContract extends ContractPart {

  /** Every kind of key that someone could take for something else. */
  static Stream<String> oddKeys() {
    return Stream.of(
        " ",
        "a b",
        "  a  ",
        "%",
        "%20",
        "100%",
        "+",
        ":",
        "a:b",
        "::",
        "*",
        "a*",
        "?",
        "[a]",
        "[",
        "{",
        "}",
        "{a}b",
        "\\",
        "a\\",
        "\"",
        "'",
        "`",
        "a/b",
        "/",
        "../x",
        "a;b=c",
        "a?b=c#d",
        "a,b",
        "$1",
        "-",
        "--all",
        "0",
        "01",
        "null",
        "Stats",
        "keys",
        "cache_meta:a",
        "ä",
        "a\u0308",
        "日本語",
        "\u00a0",
        "\u200b",
        "\u202e",
        "\ufeff",
        "\uffff",
        "😀",
        "👩‍👩‍👧",
        "a".repeat(CacheKey.MAX_BYTES),
        "😀".repeat(CacheKey.MAX_BYTES / 4));
  }

  @ParameterizedTest
  @MethodSource("io.ringcache.cache.KeyContract#oddKeys")
  default void anOddKeyWorksInEveryCall(String name) {
    assertThat(cache().put(name, "1").created()).isTrue();
    assertThat(cache().put(name, "2").created()).isFalse();

    assertThat(cache().value(name)).contains("2");
    assertThat(cache().getAll(List.of(name)))
        .hasEntrySatisfying(name, found -> assertThat(found).isPresent());
    assertThat(cache().stats().keys()).isEqualTo(1);
    assertThat(cache().stats().bytes()).isEqualTo(cache().key(name).utf8().length + 1L);

    assertThat(cache().deleteAll(List.of(name))).containsEntry(name, true);
    cache().put(name, "3");
    assertThat(cache().flush("*")).isEqualTo(1);
    assertThat(cache().peek(name)).isEmpty();
  }

  @Test
  default void oddKeysDoNotGetInEachOthersWay() {
    Map<String, String> expected = new LinkedHashMap<>();
    oddKeys().forEach(name -> expected.put(name, "\"" + expected.size() + "\""));
    expected.forEach(cache()::put);

    Map<String, String> found = new LinkedHashMap<>();
    expected.keySet().forEach(name -> found.put(name, cache().value(name).orElse("nothing")));

    assertThat(found).isEqualTo(expected);
    assertThat(cache().stats().keys()).isEqualTo(expected.size());
  }

  @Test
  default void keysDifferByCase() {
    cache().put("k", "1");
    cache().put("K", "2");

    assertThat(cache().value("k")).contains("1");
    assertThat(cache().value("K")).contains("2");
  }

  @Test
  default void aKeyIsNotSeenInAnotherNamespace() {
    BlockingCache other = neighbour("-other");
    cache().put("k", "1");

    assertThat(other.get("k")).isEmpty();
    assertThat(other.delete("k")).isFalse();
    assertThat(other.put("k", "2").created()).isTrue();
    assertThat(cache().value("k")).contains("1");
    assertThat(other.value("k")).contains("2");
  }

  @Test
  default void namespacesMayBeginAlike() {
    List<BlockingCache> caches =
        List.of(cache(), neighbour("_"), neighbour("."), neighbour("-a"), neighbour("-a.b"));

    for (BlockingCache each : caches) {
      each.put("k", '"' + each.namespace().value() + '"');
    }

    assertThat(caches)
        .allSatisfy(
            each -> assertThat(each.value("k")).contains('"' + each.namespace().value() + '"'))
        .allSatisfy(each -> assertThat(each.stats().keys()).isEqualTo(1));
  }

  @Test
  default void aNamespacePutBeforeAKeyMeansNoOtherKey() {
    String namespace = cache().namespace().value();
    BlockingCache longer = neighbour(".b");
    List<String> lookalikes =
        List.of("c", "b:c", ".b:c", namespace + ":c", namespace + ".b:c", ":c", "{" + namespace);

    lookalikes.forEach(name -> cache().put(name, "1"));
    lookalikes.forEach(name -> longer.put(name, "2"));

    assertThat(lookalikes)
        .allSatisfy(name -> assertThat(cache().value(name)).isEqualTo(Optional.of("1")))
        .allSatisfy(name -> assertThat(longer.value(name)).isEqualTo(Optional.of("2")));
    assertThat(longer.flush("*")).isEqualTo(lookalikes.size());
    assertThat(cache().stats().keys()).isEqualTo(lookalikes.size());
  }
}
