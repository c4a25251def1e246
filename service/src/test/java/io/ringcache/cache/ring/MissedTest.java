package io.ringcache.cache.ring;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.cache.CacheKey;
import io.ringcache.cache.Glob;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.Tags;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MissedTest {

  private static final NamespaceName MANY = new NamespaceName("many");
  private static final NamespaceName FEW = new NamespaceName("few");

  private final Missed missed = new Missed();

  @Test
  void whatWasNotedIsGivenOutOnce() {
    missed.note(new Removal.Keys(List.of(CacheKey.of(FEW, "a"), CacheKey.of(FEW, "a"))));
    missed.note(new Removal.Matching(FEW, Glob.of("user_*")));
    missed.note(new Removal.Tagged(FEW, Tags.of(List.of("red", "green"))));

    assertThat(missed.take())
        .extracting(Object::toString)
        .containsExactly(
            "Keys[keys=[few:a]]",
            "Tagged[namespace=few, tags=Tags[names=[red, green]]]",
            "Matching[namespace=few, pattern=user_*]");
    assertThat(missed.isEmpty()).isTrue();
    assertThat(missed.take()).isEmpty();
  }

  @Test
  void asManyKeysAsThereMayBeAreAllNotedByName() {
    noteKeys(MANY, Missed.MAX_KEYS - 1);
    noteKeys(FEW, 1);

    Set<CacheKey> noted = new HashSet<>();
    for (Removal removal : missed.take()) {
      List<CacheKey> some = ((Removal.Keys) removal).keys();
      assertThat(some).hasSizeBetween(1, Missed.KEYS_AT_ONCE);
      assertThat(some).extracting(CacheKey::namespace).containsOnly(some.get(0).namespace());
      noted.addAll(some);
    }
    assertThat(noted).hasSize(Missed.MAX_KEYS);
  }

  @Test
  void oneMoreTurnsTheKeysOfTheNamespaceWithMostIntoAFlush() {
    noteKeys(MANY, Missed.MAX_KEYS);
    noteKeys(FEW, 1);
    noteKeys(MANY, Missed.MAX_KEYS); // all within the flush

    assertThat(missed.take())
        .extracting(Object::toString)
        .containsExactlyInAnyOrder("Keys[keys=[few:0]]", "Matching[namespace=many, pattern=*]");
  }

  @Test
  void aFlushOfTheWholeNamespaceCoversWhateverElseThereIs() {
    noteKeys(MANY, 3);
    missed.note(new Removal.Tagged(MANY, Tags.of(List.of("red"))));
    missed.note(new Removal.Matching(MANY, Glob.of("user_*")));
    missed.note(new Removal.Matching(MANY, Glob.ALL));
    noteKeys(MANY, 3);
    missed.note(new Removal.Tagged(MANY, Tags.of(List.of("red"))));
    missed.note(new Removal.Matching(MANY, Glob.of("user_*")));

    assertThat(missed.take())
        .extracting(Object::toString)
        .containsExactly("Matching[namespace=many, pattern=*]");
  }

  @Test
  void aPatternWithinAnotherIsNotNoted() {
    missed.note(new Removal.Matching(FEW, Glob.of("user_*")));
    missed.note(new Removal.Matching(FEW, Glob.of("user_*")));
    missed.note(new Removal.Matching(FEW, Glob.of("user_1*")));

    assertThat(missed.take()).hasSize(1);
  }

  @Test
  void morePatternsThanThereMayBeTurnIntoAFlush() {
    for (int i = 0; i < Missed.MAX_PATTERNS; i++) {
      missed.note(new Removal.Matching(FEW, Glob.of(i + "_*")));
    }
    List<Removal> all = missed.take();
    assertThat(all).hasSize(Missed.MAX_PATTERNS);

    all.forEach(missed::note);
    missed.note(new Removal.Matching(FEW, Glob.of("one_more_*")));
    assertThat(missed.take())
        .extracting(Object::toString)
        .containsExactly("Matching[namespace=few, pattern=*]");
  }

  @Test
  void moreTagsThanThereMayBeTurnIntoAFlush() {
    IntStream.range(0, Missed.MAX_TAGS).forEach(this::noteTag);
    List<Removal> all = missed.take();
    List<String> names = new ArrayList<>();
    all.forEach(removal -> names.addAll(((Removal.Tagged) removal).tags().names()));
    assertThat(names).hasSize(Missed.MAX_TAGS).doesNotHaveDuplicates();

    all.forEach(missed::note);
    noteTag(Missed.MAX_TAGS);
    assertThat(missed.take())
        .extracting(Object::toString)
        .containsExactly("Matching[namespace=few, pattern=*]");
  }

  private void noteTag(int i) {
    missed.note(new Removal.Tagged(FEW, Tags.of(List.of("tag" + i))));
  }

  private void noteKeys(NamespaceName namespace, int keys) {
    missed.note(
        new Removal.Keys(
            IntStream.range(0, keys).mapToObj(i -> CacheKey.of(namespace, "" + i)).toList()));
  }
}
