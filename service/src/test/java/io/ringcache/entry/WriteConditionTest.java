package io.ringcache.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.cache.Entry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In the headers a T stands for the tag of the value that is there. */
class WriteConditionTest {

  private static final byte[] JSON = "[1,2]".getBytes(StandardCharsets.UTF_8);
  private static final Optional<Entry> PRESENT = Optional.of(new Entry(JSON, 1, Entry.NO_TTL));
  private static final Optional<Entry> ABSENT = Optional.empty();

  @Test
  void withoutHeadersEveryWriteHappens() {
    WriteCondition none = WriteCondition.of(List.of(), List.of());

    assertThat(none.isNone()).isTrue();
    assertThat(none.holds(PRESENT)).isTrue();
    assertThat(none.holds(ABSENT)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"*", " * ", "T", "\"x\", T", "\"a,b\",T ,", ", ,T", "W/\"x\",T", "W/T, T"})
  void ifMatchHoldsForAValueThatItNames(String header) {
    assertThat(ifMatch(header).holds(PRESENT)).isTrue();
    assertThat(ifMatch(header).holds(ABSENT)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"W/T", "\"x\"", "\"*\"", "\"\"", "w/T", "", ",", "nonsense", "T x", "*, T"})
  void ifMatchDoesNotHoldForAnotherNorForAWeakTagNorForWhatIsNone(String header) {
    assertThat(ifMatch(header).holds(PRESENT)).isFalse();
    assertThat(ifMatch(header).holds(ABSENT)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "T", "W/T", "\"x\", W/T"})
  void ifNoneMatchHoldsOnlyWhereNoSuchValueIs(String header) {
    assertThat(ifNoneMatch(header).holds(PRESENT)).isFalse();
    assertThat(ifNoneMatch(header).holds(ABSENT)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"x\"", "W/\"x\", \"y\"", "\"*\""})
  void ifNoneMatchHoldsForAnotherValue(String header) {
    assertThat(ifNoneMatch(header).holds(PRESENT)).isTrue();
    assertThat(ifNoneMatch(header).holds(ABSENT)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "\"x", "x\"", "\"x\" \"y\"", "\"x\", *"})
  void whatCanNotBeReadNeverLetsAWriteThrough(String header) {
    assertThat(ifNoneMatch(header).holds(PRESENT)).isFalse();
    assertThat(ifNoneMatch(header).holds(ABSENT)).isFalse();
  }

  @Test
  void bothHeadersMustHold() {
    assertThat(both("T", "\"x\"").holds(PRESENT)).isTrue();
    assertThat(both("T", "T").holds(PRESENT)).isFalse();
    assertThat(both("\"x\"", "\"x\"").holds(PRESENT)).isFalse();
    assertThat(both("*", "*").holds(PRESENT)).isFalse();
    assertThat(both("*", "*").holds(ABSENT)).isFalse();
  }

  @Test
  void theLinesOfARepeatedHeaderAreOneList() {
    assertThat(WriteCondition.of(List.of("\"x\"", tag("T")), List.of()).holds(PRESENT)).isTrue();
    assertThat(WriteCondition.of(List.of(), List.of("\"x\"", tag("T"))).holds(PRESENT)).isFalse();
  }

  @Test
  void onlyAStarAloneMeansThatNothingMustBeThere() {
    assertThat(ifNoneMatch("*").isAbsence()).isTrue();
    assertThat(ifNoneMatch("T").isAbsence()).isFalse();
    assertThat(ifMatch("*").isAbsence()).isFalse();
    assertThat(both("*", "*").isAbsence()).isFalse();
  }

  private static WriteCondition ifMatch(String header) {
    return WriteCondition.of(List.of(tag(header)), List.of());
  }

  private static WriteCondition ifNoneMatch(String header) {
    return WriteCondition.of(List.of(), List.of(tag(header)));
  }

  private static WriteCondition both(String ifMatch, String ifNoneMatch) {
    return WriteCondition.of(List.of(tag(ifMatch)), List.of(tag(ifNoneMatch)));
  }

  private static String tag(String header) {
    return header.replace("T", ETag.of(JSON).value());
  }
}
