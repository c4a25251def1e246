package io.ringcache.apikey;

import io.ringcache.auth.Caller;
import io.ringcache.auth.Role;
import io.ringcache.auth.SecretDigest;
import io.ringcache.cache.Glob;
import io.ringcache.database.Database;
import io.ringcache.database.UtcTimestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The table {@code api_keys}. Thread-safe; every call blocks as those of {@link Database} do, and
 * fails as they do.
 */
final class ApiKeyDao {

  private static final Logger LOG = LoggerFactory.getLogger(ApiKeyDao.class);

  private static final String ALL =
      """
      SELECT id, name, secret_sha256, roles, namespaces, created_at, expires_at
      FROM api_keys
      WHERE revoked_at IS NULL
      """;

  private static final String INSERT =
      """
      INSERT INTO api_keys (name, secret_sha256, roles, namespaces, created_at, expires_at)
      VALUES (:name, :secret, :roles, :namespaces, :createdAt, :expiresAt)
      """;

  private static final String REVOKE =
      "UPDATE api_keys SET revoked_at = :at WHERE id = :id AND revoked_at IS NULL";

  private final Database database;

  ApiKeyDao(Database database) {
    this.database = database;
  }

  /** Every key that is not revoked; expired ones are among them. */
  Map<SecretDigest, ApiKey> all() {
    return database.call(
        handle ->
            handle.createQuery(ALL).map((row, context) -> read(row)).stream()
                .flatMap(Optional::stream)
                .collect(Collectors.toMap(Row::secret, Row::key)));
  }

  /** Stores a key and says under which id. */
  int insert(NewApiKey key, SecretDigest secret, Instant createdAt) {
    Caller caller = key.caller();
    List<String> roles = caller.roles().stream().sorted().map(Role::code).toList();
    List<String> namespaces = caller.namespaces().stream().map(Glob::toString).toList();
    return database.call(
        handle ->
            handle
                .createUpdate(INSERT)
                .bind("name", caller.name())
                .bind("secret", secret.hex())
                .bindArray("roles", String.class, roles)
                .bindArray("namespaces", String.class, namespaces)
                .bind("createdAt", UtcTimestamps.of(createdAt))
                .bind("expiresAt", UtcTimestamps.ofNullable(key.expiresAt()))
                .executeAndReturnGeneratedKeys("id")
                .mapTo(Integer.class)
                .one());
  }

  /** Marks a key as revoked; says whether it was not before. */
  boolean revoke(int id, Instant at) {
    return database.call(
        handle ->
            handle.createUpdate(REVOKE).bind("id", id).bind("at", UtcTimestamps.of(at)).execute()
                > 0);
  }

  /** A row that makes no sense to us is left out: its key is good for nothing, the others are. */
  private static Optional<Row> read(ResultSet row) throws SQLException {
    int id = row.getInt("id");
    try {
      return Optional.of(new Row(SecretDigest.ofHex(row.getString("secret_sha256")), key(id, row)));
    } catch (IllegalArgumentException e) {
      LOG.warn("API key {} can not be read, and is not good: {}", id, e.getMessage());
      return Optional.empty();
    }
  }

  private static ApiKey key(int id, ResultSet row) throws SQLException {
    Caller caller =
        new Caller(
            row.getString("name"),
            texts(row, "roles").stream().map(ApiKeyDao::role).collect(Collectors.toSet()),
            texts(row, "namespaces").stream().map(Glob::of).toList());
    return new ApiKey(
        id,
        caller,
        UtcTimestamps.toInstant(row.getObject("created_at", LocalDateTime.class)),
        UtcTimestamps.toInstantOrNull(row.getObject("expires_at", LocalDateTime.class)));
  }

  private static Role role(String code) {
    return Role.ofCode(code)
        .orElseThrow(() -> new IllegalArgumentException("it has a role that is not known"));
  }

  private static List<String> texts(ResultSet row, String column) throws SQLException {
    return Arrays.stream((Object[]) row.getArray(column).getArray()).map(String::valueOf).toList();
  }

  private record Row(SecretDigest secret, ApiKey key) {}
}
