package io.ringcache.database;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.db.DataSourceFactory;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MaxDuration;
import io.dropwizard.validation.MinDuration;
import io.dropwizard.validation.ValidationMethod;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The {@code database:} section of the configuration: where namespaces, keys and logs are kept. */
public final class DatabaseConfiguration {

  private static final String UTC = "SET TIME ZONE 'UTC'";

  @NotNull private final String url;
  private final @Nullable String user;
  private final @Nullable String password;
  private final @Nullable String migrationUser;
  private final @Nullable String migrationPassword;
  private final boolean required;

  @Min(1) @Max(100) private final int maxConnections;

  @NotNull @MinDuration(value = 100, unit = TimeUnit.MILLISECONDS)
  @MaxDuration(value = 1, unit = TimeUnit.MINUTES)
  private final Duration timeout;

  /** The default: a database in this process's memory, which ends with it. */
  public DatabaseConfiguration() {
    this("jdbc:h2:mem:" + UUID.randomUUID(), null, null, false, null, null);
  }

  /** One whose service migrates its database itself, or whose role does. */
  DatabaseConfiguration(
      String url,
      @Nullable String user,
      @Nullable String password,
      boolean required,
      @Nullable Integer maxConnections,
      @Nullable Duration timeout) {
    this(url, user, password, null, null, required, maxConnections, timeout);
  }

  @JsonCreator
  DatabaseConfiguration(
      @JsonProperty(value = "url", required = true) String url,
      @JsonProperty("user") @Nullable String user,
      @JsonProperty("password") @Nullable String password,
      @JsonProperty("migrationUser") @Nullable String migrationUser,
      @JsonProperty("migrationPassword") @Nullable String migrationPassword,
      @JsonProperty("required") boolean required,
      @JsonProperty("maxConnections") @Nullable Integer maxConnections,
      @JsonProperty("timeout") @Nullable Duration timeout) {
    this.url = url;
    this.user = user;
    this.password = password;
    this.migrationUser = migrationUser;
    this.migrationPassword = migrationPassword;
    this.required = required;
    this.maxConnections = maxConnections != null ? maxConnections : 8;
    this.timeout = timeout != null ? timeout : Duration.seconds(5);
  }

  /** Whether a start without an answer from the database is refused. */
  @JsonIgnore
  public boolean isRequired() {
    return required;
  }

  @JsonIgnore
  @ValidationMethod(message = "database.url is one of jdbc:postgresql: or of jdbc:h2:")
  public boolean isUrlSupported() {
    return isPostgres() || EmbeddedUrl.isOne(url);
  }

  @JsonIgnore
  @ValidationMethod(
      message = "database.user is the service's role, which migrationUser has to know")
  public boolean isServiceKnownToMigration() {
    return !hasOwnMigration() || user != null;
  }

  /** Whether it is a server's, which other processes may use as well, and not embedded in ours. */
  @JsonIgnore
  boolean isPostgres() {
    return url.startsWith("jdbc:postgresql:");
  }

  /** The URL for people: without what may be secret in it. */
  @JsonIgnore
  String displayedUrl() {
    return url.split("[?;]", 2)[0].replaceFirst("//[^/]*@", "//");
  }

  @JsonIgnore
  Duration timeout() {
    return timeout;
  }

  /** How the service connects: a small pool, in which a statement takes {@code timeout} at most. */
  @JsonIgnore
  DataSourceFactory servicePool() {
    DataSourceFactory pool = unlimited();
    pool.setMaxSize(maxConnections);
    pool.setCheckConnectionOnBorrow(true);
    pool.setValidationInterval(Duration.milliseconds(100));
    pool.setMaxWaitForConnection(timeout);
    if (isPostgres()) {
      pool.setInitializationQuery(UTC + "; SET statement_timeout = " + timeout.toMilliseconds());
      pool.setValidationQueryTimeout(Duration.seconds(roundedUp(timeout)));
      pool.getProperties().put("connectTimeout", seconds(timeout));
      // Where the server is past saying that a statement has timed out.
      pool.getProperties().put("socketTimeout", Long.toString(roundedUp(timeout) + 1));
    }
    return pool;
  }

  /**
   * How {@code db migrate} and its like connect, as the role that is to own the tables; statements
   * take as long as they take.
   */
  @JsonIgnore
  public DataSourceFactory migrationPool() {
    DataSourceFactory pool = unlimited();
    if (hasOwnMigration()) {
      pool.setUser(migrationUser);
      pool.setPassword(migrationPassword);
    }
    return pool;
  }

  /** The role of the service where another one migrates; null where there is but one. */
  @JsonIgnore
  @Nullable String grantee() {
    return isPostgres() && hasOwnMigration() ? user : null;
  }

  private boolean hasOwnMigration() {
    return migrationUser != null && !migrationUser.isEmpty();
  }

  private DataSourceFactory unlimited() {
    DataSourceFactory pool = new DataSourceFactory();
    pool.setDriverClass(isPostgres() ? "org.postgresql.Driver" : "org.h2.Driver");
    pool.setUrl(isPostgres() ? url : EmbeddedUrl.complete(url));
    pool.setUser(user);
    pool.setPassword(password);
    pool.setInitialSize(0);
    pool.setMinSize(0);
    pool.setInitializationQuery(UTC);
    pool.setAutoCommentsEnabled(false);
    if (isPostgres()) {
      pool.getProperties().putAll(Map.of("ApplicationName", "ringcache", "tcpKeepAlive", "true"));
    }
    return pool;
  }

  /** A connection outside the pool. */
  Connection connect(Properties properties) throws SQLException {
    if (user != null) {
      properties.setProperty("user", user);
    }
    if (password != null) {
      properties.setProperty("password", password);
    }
    return DriverManager.getConnection(url, properties);
  }

  private static String seconds(Duration duration) {
    return Long.toString(roundedUp(duration));
  }

  private static long roundedUp(Duration duration) {
    return Math.max(1, (duration.toMilliseconds() + 999) / 1000);
  }
}
