package io.ringcache.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.testing.SharedPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The tables are those that the customer wrote down. */
class PostgresSchemaIT {

  @RegisterExtension static final SharedPostgres POSTGRES = new SharedPostgres();

  @BeforeAll
  static void migrate() {
    MigratedDatabase.in(POSTGRES.server(), POSTGRES.database());
  }

  @Test
  void namespaces() throws SQLException {
    assertThat(columns("cache_namespaces"))
        .containsExactly(
            "id integer not null default nextval('cache_namespaces_id_seq'::regclass)",
            "name character varying(100) not null",
            "default_ttl integer default 3600",
            "max_size_mb integer default 100",
            "eviction_policy character varying(20) default 'LRU'::character varying",
            "created_at timestamp without time zone default now()");
    assertThat(keys("cache_namespaces")).containsExactly("PRIMARY KEY (id)", "UNIQUE (name)");
  }

  @Test
  void accessLogs() throws SQLException {
    assertThat(columns("cache_access_logs"))
        .containsExactly(
            "id bigint not null default nextval('cache_access_logs_id_seq'::regclass)",
            "namespace character varying(100) not null",
            "key_pattern character varying(255)",
            "operation character varying(20) not null",
            "hit boolean",
            "latency_ms double precision",
            "timestamp timestamp without time zone not null default now()");
    assertThat(keys("cache_access_logs")).containsExactly("PRIMARY KEY (id, \"timestamp\")");
    assertThat(strings("SELECT pg_get_partkeydef('cache_access_logs'::regclass)"))
        .containsExactly("RANGE (\"timestamp\")");
    assertThat(
            strings(
                "SELECT pg_get_indexdef(indexrelid) FROM pg_index"
                    + " WHERE indrelid = 'cache_access_logs'::regclass AND NOT indisprimary"))
        .singleElement()
        .asString()
        .endsWith("USING btree (namespace, \"timestamp\")");
    assertThat(
            strings(
                "SELECT pg_get_expr(relpartbound, oid) FROM pg_class"
                    + " WHERE relname = 'cache_access_logs_default'"))
        .containsExactly("DEFAULT");
  }

  private static List<String> columns(String table) throws SQLException {
    return strings(
        """
        SELECT a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
          || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
          || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')
        FROM pg_attribute a
        LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE a.attrelid = '%s'::regclass AND a.attnum > 0
        ORDER BY a.attnum
        """
            .formatted(table));
  }

  private static List<String> keys(String table) throws SQLException {
    return strings(
        """
        SELECT pg_get_constraintdef(oid) FROM pg_constraint
        WHERE conrelid = '%s'::regclass AND contype IN ('p', 'u')
        ORDER BY 1
        """
            .formatted(table));
  }

  private static List<String> strings(String sql) throws SQLException {
    List<String> strings = new ArrayList<>();
    try (Connection connection = POSTGRES.server().connect(POSTGRES.database());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        strings.add(rows.getString(1));
      }
    }
    return strings;
  }
}
