package io.ringcache.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Looking at the keys of a namespace, page by page. */
interface ListingContract extends ContractPart {

  @Test
  default void anEmptyNamespaceHasNoKeys() {
    assertThat(cache().list("*", 100)).isEmpty();
    assertThat(cache().page("*", Optional.empty(), 100).degraded()).isFalse();
  }

  @ParameterizedTest(name = "pages of {0}")
  @ValueSource(ints = {1, 2, 7, 100, 1000})
  default void everyKeyIsListedOnce(int limit) {
    cache().putAll(names("ever", 120), "1", Ttl.FOREVER);
    cache().putAll(names("long", 120), "1", Ttl.ofSeconds(1000));

    List<String> expected = new ArrayList<>(names("ever", 120));
    expected.addAll(names("long", 120));
    assertThat(cache().list("*", limit)).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  default void threeThousandKeysStoredTogetherAreListed() {
    List<String> names = names("k", 3000);
    cache().putAll(names, "1", Ttl.ofSeconds(1000));

    assertThat(cache().list("*", 1000)).containsExactlyInAnyOrderElementsOf(names);
  }

  @Test
  default void keysThatMatchThePatternAreListed() {
    cache().putAll(names("user_", 30), "1", Ttl.FOREVER);
    cache().putAll(names("item_", 500), "1", Ttl.FOREVER);

    assertThat(cache().list("user_?", 3)).containsExactlyInAnyOrderElementsOf(names("user_", 10));
    assertThat(cache().list("user_*", 10)).containsExactlyInAnyOrderElementsOf(names("user_", 30));
    assertThat(cache().list("nobody", 10)).isEmpty();
  }

  @Test
  default void keysComeAsTheyWereSpelled() {
    List<String> names =
        List.of(
            "a b",
            "a:b",
            "{a}",
            "*",
            "%2F",
            "/",
            "ü",
            "😀",
            "\"",
            "\\",
            "a;b",
            "0",
            "x".repeat(512));
    cache().putAll(names, "1", Ttl.FOREVER);

    assertThat(cache().list("*", 5)).containsExactlyInAnyOrderElementsOf(names);
  }

  @Test
  default void whatIsGoneIsNotListed() {
    cache().putAll(names("k", 10), "1", Ttl.FOREVER);
    cache().putAll(names("short", 10), "1", Ttl.ofSeconds(1));
    cache().delete("k3");
    cache().flush("k5");
    cache().putTagged("k7", "1", Ttl.FOREVER, "t");
    cache().invalidate("t");
    letPass(Duration.ofMillis(1100));

    assertThat(cache().list("*", 4))
        .containsExactlyInAnyOrder("k0", "k1", "k2", "k4", "k6", "k8", "k9");
  }

  @Test
  default void otherNamespacesAreNotListed() {
    neighbour("-2").put("theirs", "1");
    neighbour("x").put("theirs", "1");
    cache().put("mine", "1");

    assertThat(cache().list("*", 100)).containsExactly("mine");
  }

  @Test
  default void keysThereThroughoutAreListedOnceWhateverElseIsWrittenAndDeleted() {
    List<String> throughout = names("stays", 700);
    cache().putAll(throughout, "1", Ttl.ofSeconds(1000));
    cache().putAll(names("goes", 300), "1", Ttl.ofSeconds(500));
    AtomicBoolean listed = new AtomicBoolean();
    CompletableFuture<Void> writer =
        CompletableFuture.runAsync(() -> writeAndDeleteOthersUntil(listed));

    for (int limit : List.of(3, 50, 1000)) {
      assertThat(cache().list("stays*", limit)).containsExactlyInAnyOrderElementsOf(throughout);
      assertThat(cache().list("*", limit))
          .filteredOn(name -> name.startsWith("stays"))
          .containsExactlyInAnyOrderElementsOf(throughout);
    }
    listed.set(true);
    writer.join();
  }

  private void writeAndDeleteOthersUntil(AtomicBoolean done) {
    Random random = new Random(1);
    while (!done.get()) {
      String name = "goes" + random.nextInt(300);
      switch (random.nextInt(3)) {
        case 0 -> cache().delete(name);
        case 1 -> cache().put(name, "1", Ttl.ofSeconds(1 + random.nextInt(2000)));
        default -> cache().put(name, "1");
      }
    }
  }

  @Test
  default void keysRewrittenBetweenThePagesAreStillListed() {
    List<String> names = names("k", 200);
    cache().putAll(names, "1", Ttl.ofSeconds(1000));
    List<String> seen = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    Random random = new Random(1);
    do {
      KeyPage page = cache().page("*", cursor, 10);
      seen.addAll(page.keys());
      cursor = page.cursor();
      String rewritten = names.get(random.nextInt(names.size()));
      cache().put(rewritten, "2", Ttl.ofSeconds(2000));
    } while (cursor.isPresent());

    assertThat(seen).containsAll(names);
  }

  @Test
  default void aCursorMayBeUsedAgain() {
    List<String> names = names("k", 100);
    cache().putAll(names, "1", Ttl.FOREVER);
    KeyPage first = cache().page("*", Optional.empty(), 10);

    KeyPage second = cache().page("*", first.cursor(), 10);

    assertThat(second.keys()).isNotEmpty().doesNotContainAnyElementsOf(first.keys());
    assertThat(cache().page("*", first.cursor(), 10).keys()).isEqualTo(second.keys());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "0", "-1", "garbage", "9223372036854775808", "😀", "a.b.c", "AAAA"})
  default void aCursorThatWasNeverGivenOutIsRefused(String cursor) {
    cache().putAll(names("k", 10), "1", Ttl.FOREVER);

    assertRefused(cursor);
  }

  @Test
  default void aCursorThatWasChangedIsRefused() {
    cache().putAll(names("k", 100), "1", Ttl.FOREVER);
    String cursor = cache().page("*", Optional.empty(), 5).cursor().orElseThrow();

    assertRefused(cursor + "x");
    assertRefused("x" + cursor);
    assertRefused(cursor.substring(1));
    assertRefused(cursor + cursor);
  }

  @Test
  default void aCursorOfAnotherNamespaceIsRefused() {
    BlockingCache other = neighbour("-2");
    other.putAll(names("k", 100), "1", Ttl.FOREVER);
    cache().putAll(names("k", 100), "1", Ttl.FOREVER);

    assertRefused(other.page("*", Optional.empty(), 5).cursor().orElseThrow());
  }

  private void assertRefused(String cursor) {
    assertThatThrownBy(() -> cache().page("*", Optional.of(cursor), 10))
        .asInstanceOf(InstanceOfAssertFactories.type(InvalidInputException.class))
        .extracting(InvalidInputException::field)
        .isEqualTo(InvalidInputException.Field.CURSOR);
  }
}
