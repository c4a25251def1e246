package io.ringcache.apikey;

import io.ringcache.auth.Authenticator;
import io.ringcache.auth.Caller;
import io.ringcache.auth.SecretDigest;
import io.ringcache.database.Database;
import io.ringcache.database.DatabaseUnavailableException;
import io.ringcache.http.ApiException;
import io.ringcache.http.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The API keys: a snapshot that answers every request without blocking, and the table behind it.
 * Thread-safe. The calls that ask the table block, and throw {@link DatabaseUnavailableException}.
 */
public final class ApiKeys implements Authenticator {

  private static final Logger LOG = LoggerFactory.getLogger(ApiKeys.class);

  private final ApiKeyDao table;
  private final UnaryOperator<Instant> goodUntil;
  private final InstantSource clock;

  /** Held from the reading or writing of the table until the snapshot says the same. */
  private final Object order = new Object();

  private volatile Snapshot snapshot = new Snapshot(Map.of(), Instant.MIN);

  private ApiKeys(ApiKeyDao table, UnaryOperator<Instant> goodUntil, InstantSource clock) {
    this.table = table;
    this.goodUntil = goodUntil;
    this.clock = clock;
  }

  /**
   * The keys of that database, now and, where others change it too, from now on. Blocks until they
   * are read, if the database is there.
   *
   * @param keepFor how long keys stay good while a database that is shared is lost; one of ours
   *     alone knows no more than we do
   */
  public static ApiKeys open(Database database, Duration keepFor, InstantSource clock) {
    UnaryOperator<Instant> goodUntil =
        database.isShared() ? readAt -> readAt.plus(keepFor) : readAt -> Instant.MAX;
    ApiKeys keys = new ApiKeys(new ApiKeyDao(database), goodUntil, clock);
    try {
      keys.refresh();
    } catch (DatabaseUnavailableException e) {
      LOG.debug("The API keys are read when the database is there", e);
    }
    database.onChange(keys::refresh);
    return keys;
  }

  @Override
  public Optional<Caller> authenticate(SecretDigest secret) {
    Snapshot known = snapshot;
    Instant now = clock.instant();
    if (now.isAfter(known.goodUntil())) {
      throw new ApiException(
          ErrorCode.BACKEND_UNAVAILABLE,
          "whether the API key is good is not known: the database is disconnected");
    }
    @Nullable ApiKey key = known.keys().get(secret);
    return key == null || key.isExpiredAt(now) ? Optional.empty() : Optional.of(key.caller());
  }

  /** Reads the table anew; blocks. */
  void refresh() {
    synchronized (order) {
      // From before it is read: what is revoked meanwhile is not good for longer than promised.
      Instant readAt = clock.instant();
      snapshot = new Snapshot(Map.copyOf(table.all()), goodUntil.apply(readAt));
    }
  }

  /** The keys that are not revoked, in the order of their making; expired ones are among them. */
  List<ApiKey> list() {
    return table.all().values().stream().sorted(Comparator.comparing(ApiKey::id)).toList();
  }

  /** One of {@link #list()}. */
  Optional<ApiKey> find(int id) {
    return table.all().values().stream().filter(key -> key.id() == id).findFirst();
  }

  /** Makes a key for that secret, good at once in this process. */
  ApiKey create(NewApiKey wanted, Secret secret) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    SecretDigest digest = secret.digest();
    synchronized (order) {
      int id = table.insert(wanted, digest, now);
      ApiKey key = new ApiKey(id, wanted.caller(), now, wanted.expiresAt());
      Map<SecretDigest, ApiKey> more = new HashMap<>(snapshot.keys());
      more.put(digest, key);
      snapshot = snapshot.with(more);
      return key;
    }
  }

  /** Revokes a key, at once in this process; says whether there was one to revoke. */
  boolean revoke(int id) {
    synchronized (order) {
      boolean revoked = table.revoke(id, clock.instant());
      Map<SecretDigest, ApiKey> fewer = new HashMap<>(snapshot.keys());
      fewer.values().removeIf(key -> key.id() == id);
      snapshot = snapshot.with(fewer);
      return revoked;
    }
  }

  /**
   * What is known. Immutable.
   *
   * @param goodUntil {@link Instant#MIN} before anything is
   */
  private record Snapshot(Map<SecretDigest, ApiKey> keys, Instant goodUntil) {

    Snapshot with(Map<SecretDigest, ApiKey> others) {
      return new Snapshot(Map.copyOf(others), goodUntil);
    }
  }
}
