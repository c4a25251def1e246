package io.ringcache.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.auth.Caller;
import io.ringcache.auth.Role;
import io.ringcache.cache.Glob;
import io.ringcache.database.Database;
import io.ringcache.http.TimeRange;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is written is found again, in a database. Each test has a time of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AuditLogContract {

  private Database database;
  private AuditStore store;
  private AuditReader reader;

  /** One of our schema, whose audit trail is empty. */
  abstract Database open();

  @BeforeAll
  void openDatabase() {
    database = open();
    store = new AuditStore(database);
    reader = new AuditReader(database);
  }

  @AfterAll
  void stopDatabase() throws Exception {
    database.stop();
  }

  @Test
  void whatIsWrittenIsFoundAsItWasTold() {
    Instant at = Instant.parse("2001-01-01T12:00:00.123456Z");
    String odd = "'; DROP TABLE cache_audit_logs; -- \"%_\\ ?:name {} \u00e9\ud83d\ude00\ufffd";
    write(
        new AuditEvent(
            UUID.randomUUID(), at, odd, AuditAction.API_KEY_CREATE, null, odd + "\0", "req-1"));
    assertThat(find("2001-01-01T00:00:00Z", "2001-01-02T00:00:00Z", 10, Caller.ANONYMOUS))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.place().at()).isEqualTo(at);
              assertThat(entry.actor()).isEqualTo(odd);
              assertThat(entry.action()).isEqualTo("api_key.create");
              assertThat(entry.namespace()).isNull();
              assertThat(entry.detail()).isEqualTo(odd + "\ufffd");
              assertThat(entry.requestId()).isEqualTo("req-1");
            });
  }

  @Test
  void aTextOfTheLargestLengthFits() {
    String emoji = "\ud83d\ude00".repeat(5_000);
    Instant at = Instant.parse("2002-01-01T00:00:00Z");
    write(
        new AuditEvent(
            UUID.randomUUID(), at, emoji, AuditAction.NAMESPACE_UPDATE, emoji, emoji, emoji));
    assertThat(find("2002-01-01T00:00:00Z", "2002-01-02T00:00:00Z", 10, Caller.ANONYMOUS))
        .singleElement()
        .satisfies(entry -> assertThat(entry.detail()).hasSize(2_000));
  }

  @Test
  void anEventThatIsWrittenAgainIsThereOnce() {
    AuditEvent first = event("2003-01-01T00:00:00Z", "a", "first");
    AuditEvent second = event("2003-01-01T00:00:01Z", "a", "second");
    write(first);
    write(first, second, second);
    assertThat(details("2003-01-01T00:00:00Z", "2003-01-02T00:00:00Z", 10, Caller.ANONYMOUS))
        .containsExactly("second", "first");
  }

  @Test
  void theNewestComeFirstFromTheStartOfTheTimeToBeforeItsEnd() {
    write(
        event("2004-01-01T00:00:03Z", "a", "3"),
        event("2004-01-01T00:00:01Z", "a", "1"),
        event("2004-01-01T00:00:00.999999Z", "a", "0"),
        event("2004-01-01T00:00:02.999999Z", "a", "2"));
    assertThat(details("2004-01-01T00:00:01Z", "2004-01-01T00:00:03Z", 10, Caller.ANONYMOUS))
        .containsExactly("2", "1");
    assertThat(details("2004-01-01T00:00:00Z", "2004-01-01T00:00:04Z", 3, Caller.ANONYMOUS))
        .containsExactly("3", "2", "1");
    assertThat(details("2004-01-01T00:00:03Z", "2004-01-01T00:00:00Z", 10, Caller.ANONYMOUS))
        .isEmpty();
  }

  @Test
  void aTimeZoneOfThisMachineChangesNothing() {
    TimeZone before = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));
      write(event("2005-04-03T02:30:00Z", "a", "in summer's missing hour of the next zone"));
      TimeZone.setDefault(TimeZone.getTimeZone("America/Los_Angeles"));
      write(event("2005-04-03T02:30:01Z", "a", "in this one's"));
      assertThat(find("2005-04-03T02:30:00Z", "2005-04-03T02:30:02Z", 10, Caller.ANONYMOUS))
          .extracting(entry -> entry.place().at().toString())
          .containsExactly("2005-04-03T02:30:01Z", "2005-04-03T02:30:00Z");
    } finally {
      TimeZone.setDefault(before);
    }
  }

  @Test
  void aCallerFindsWhatTheGlobsMatchHoweverMuchElseThereIs() {
    Instant at = Instant.parse("2006-01-01T00:00:00Z");
    int mine = 3;
    int others = 2 * AuditReader.BITE;
    // All of one time: the place where a bite ends is told by the id alone.
    store.write(
        IntStream.range(0, mine + others)
            .mapToObj(
                i -> event(at.toString(), i % AuditReader.BITE == 0 ? "mine-" + i : "other", "x"))
            .toList());
    write(event(at.toString(), null, "of no namespace"));
    Caller scoped = caller("mine-*");
    assertThat(find("2006-01-01T00:00:00Z", "2006-01-02T00:00:00Z", 1_000, scoped))
        .extracting(AuditEntry::namespace)
        .containsExactly("mine-2000", "mine-1000", "mine-0");
    assertThat(find("2006-01-01T00:00:00Z", "2006-01-02T00:00:00Z", 2, scoped))
        .extracting(AuditEntry::namespace)
        .containsExactly("mine-2000", "mine-1000");
    assertThat(find("2006-01-01T00:00:00Z", "2006-01-02T00:00:00Z", 10, caller("nobody")))
        .isEmpty();
    assertThat(details("2006-01-01T00:00:00Z", "2006-01-02T00:00:00Z", 1, caller("x", "*")))
        .containsExactly("of no namespace");
  }

  private static Caller caller(String... globs) {
    return new Caller("scoped", Set.of(Role.ADMIN), List.of(globs).stream().map(Glob::of).toList());
  }

  private static AuditEvent event(String at, @Nullable String namespace, String detail) {
    return new AuditEvent(
        UUID.randomUUID(),
        Instant.parse(at),
        "ops",
        AuditAction.CACHE_FLUSH,
        namespace,
        detail,
        "req-0");
  }

  private void write(AuditEvent... events) {
    assertThat(store.write(List.of(events))).isTrue();
  }

  private List<String> details(String since, String until, int limit, Caller caller) {
    return find(since, until, limit, caller).stream().map(AuditEntry::detail).toList();
  }

  private List<AuditEntry> find(String since, String until, int limit, Caller caller) {
    TimeRange range =
        TimeRange.of(Map.of("since", since, "until", until, "limit", Integer.toString(limit)));
    return reader.find(range, caller);
  }
}
