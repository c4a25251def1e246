--liquibase formatted sql

--property name:clock value:CLOCK_TIMESTAMP() dbms:postgresql
--property name:clock value:NOW() dbms:h2

--changeset ringcache:cache_namespaces
CREATE TABLE cache_namespaces (
  id              SERIAL PRIMARY KEY,
  name            VARCHAR(100) UNIQUE NOT NULL,
  default_ttl     INTEGER DEFAULT 3600,
  max_size_mb     INTEGER DEFAULT 100,
  eviction_policy VARCHAR(20) DEFAULT 'LRU',
  created_at      TIMESTAMP DEFAULT NOW()
);
--rollback DROP TABLE cache_namespaces;

-- The namespaces that are being deleted: their rows go when every process has noticed. How long ago
-- they were marked counts from the mark, not from the beginning of a transaction that waited.
--changeset ringcache:cache_namespace_deletions
CREATE TABLE cache_namespace_deletions (
  name      VARCHAR(100) PRIMARY KEY,
  marked_at TIMESTAMP NOT NULL DEFAULT ${clock}
);
--rollback DROP TABLE cache_namespace_deletions;

-- Tells every process that listens which table has changed, whoever changed it.
--changeset ringcache:ringcache_notify dbms:postgresql splitStatements:false
CREATE FUNCTION ringcache_notify() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('ringcache', TG_TABLE_NAME);
  RETURN NULL;
END
$$;
--rollback DROP FUNCTION ringcache_notify();

--changeset ringcache:cache_namespaces-notify dbms:postgresql
CREATE TRIGGER cache_namespaces_notify
  AFTER INSERT OR UPDATE OR DELETE ON cache_namespaces
  FOR EACH STATEMENT EXECUTE FUNCTION ringcache_notify();
CREATE TRIGGER cache_namespace_deletions_notify
  AFTER INSERT OR UPDATE OR DELETE ON cache_namespace_deletions
  FOR EACH STATEMENT EXECUTE FUNCTION ringcache_notify();
--rollback DROP TRIGGER cache_namespace_deletions_notify ON cache_namespace_deletions;
--rollback DROP TRIGGER cache_namespaces_notify ON cache_namespaces;
