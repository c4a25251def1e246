package io.ringcache.testing;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * A PostgreSQL that all test classes of a JVM share, with a fresh, empty database for each of them:
 * started by the first that needs it, closed after the last. Whoever kills or freezes it, or
 * changes its settings, starts a {@link PostgresServer} of its own.
 *
 * <pre>{@code
 * @RegisterExtension static final SharedPostgres POSTGRES = new SharedPostgres();
 * }</pre>
 */
public final class SharedPostgres implements BeforeAllCallback {

  private record Database(PostgresServer server, String name) {}

  private @Nullable Database database;

  /** A nested class finds what its outer class has, because JUnit's stores are nested too. */
  @Override
  public void beforeAll(ExtensionContext context) {
    Namespace namespace = Namespace.create(SharedPostgres.class);
    PostgresServer server =
        context
            .getRoot()
            .getStore(namespace)
            .getOrComputeIfAbsent(
                PostgresServer.class, type -> PostgresServer.start(), PostgresServer.class);
    database =
        context
            .getStore(namespace)
            .getOrComputeIfAbsent(
                Database.class,
                type -> new Database(server, server.createDatabase()),
                Database.class);
  }

  /** The shared one, where other databases can be made. */
  public PostgresServer server() {
    return started().server();
  }

  /** The name of this class's database. */
  public String database() {
    return started().name();
  }

  /** The database's, for JDBC; without user and password. */
  public String url() {
    return server().url(database());
  }

  public String user() {
    return server().user();
  }

  public String password() {
    return server().password();
  }

  private Database started() {
    if (database == null) {
      throw new IllegalStateException("it starts with @RegisterExtension, before all tests");
    }
    return database;
  }
}
