--liquibase formatted sql

-- What needs more rights than the service has, done with those of whoever migrated: its role makes
-- and drops the access log's days through these two, and nothing else. A day is all that they are
-- told, and no name. Writers wait behind whoever waits for a table, so that is a second at most.

-- Makes a day's partition, with what the default one has of that day; false if it was there.
--
-- Writers are kept out for those milliseconds, and wait at the table itself: one that had chosen
-- the default partition before would be refused there. Readers are kept out of that partition
-- only.
--changeset ringcache:ringcache_make_day dbms:postgresql splitStatements:false
CREATE FUNCTION ringcache_make_day(day date) RETURNS boolean
  LANGUAGE plpgsql STRICT SECURITY DEFINER SET lock_timeout = '1s' AS $$
DECLARE
  child text := 'cache_access_logs_' || pg_catalog.to_char(day::timestamp, 'YYYYMMDD');
BEGIN
  IF day NOT BETWEEN '1970-01-01' AND '9999-12-31' THEN
    RAISE EXCEPTION 'the access log has days from 1970 to 9999' USING ERRCODE = '22023';
  END IF;
  -- A number that nobody else would think of: advisory locks have no other names.
  PERFORM pg_catalog.pg_advisory_xact_lock(x'52494e4743414348'::bigint);
  PERFORM FROM pg_catalog.pg_inherits JOIN pg_catalog.pg_class ON oid = inhrelid
    WHERE inhparent = 'cache_access_logs'::regclass AND relname = child;
  IF FOUND THEN
    RETURN false;
  END IF;
  LOCK TABLE ONLY cache_access_logs IN SHARE ROW EXCLUSIVE MODE;
  LOCK TABLE cache_access_logs_default IN ACCESS EXCLUSIVE MODE;
  EXECUTE pg_catalog.format(
    'CREATE TABLE %I (LIKE cache_access_logs INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', child);
  EXECUTE pg_catalog.format(
    'WITH moved AS (
       DELETE FROM cache_access_logs_default
       WHERE timestamp >= %2$L AND timestamp < %3$L
       RETURNING id, namespace, key_pattern, operation, hit, latency_ms, timestamp)
     INSERT INTO %1$I (id, namespace, key_pattern, operation, hit, latency_ms, timestamp)
     SELECT id, namespace, key_pattern, operation, hit, latency_ms, timestamp FROM moved',
    child, day, day + 1);
  EXECUTE pg_catalog.format(
    'ALTER TABLE cache_access_logs ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
    child, day, day + 1);
  RETURN true;
END
$$;
REVOKE ALL ON FUNCTION ringcache_make_day(date) FROM PUBLIC;
--rollback DROP FUNCTION ringcache_make_day(date);

-- Drops a day's partition with all that is in it; false if it was not there. Today and the days to
-- come are refused by this server's clock, whatever the service's says.
--changeset ringcache:ringcache_drop_day dbms:postgresql splitStatements:false
CREATE FUNCTION ringcache_drop_day(day date) RETURNS boolean
  LANGUAGE plpgsql STRICT SECURITY DEFINER SET lock_timeout = '1s' AS $$
DECLARE
  child regclass;
BEGIN
  IF day < '1970-01-01' OR day >= pg_catalog.timezone('UTC', pg_catalog.now())::date THEN
    RAISE EXCEPTION 'only days of the access log that are over can be dropped'
      USING ERRCODE = '22023';
  END IF;
  PERFORM pg_catalog.pg_advisory_xact_lock(x'52494e4743414348'::bigint);
  SELECT oid INTO child FROM pg_catalog.pg_inherits JOIN pg_catalog.pg_class ON oid = inhrelid
    WHERE inhparent = 'cache_access_logs'::regclass
      AND relname = 'cache_access_logs_' || pg_catalog.to_char(day::timestamp, 'YYYYMMDD');
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  EXECUTE 'DROP TABLE ' || child;
  RETURN true;
END
$$;
REVOKE ALL ON FUNCTION ringcache_drop_day(date) FROM PUBLIC;
--rollback DROP FUNCTION ringcache_drop_day(date);

-- Gives the service's role what it needs and no more, with the rights of whoever calls it; `db
-- migrate` does so each time. A step that makes a table replaces this function. UPDATE of deletions
-- is for SELECT ... FOR UPDATE.
--changeset ringcache:ringcache_grant_to dbms:postgresql splitStatements:false
CREATE FUNCTION ringcache_grant_to(service name) RETURNS void LANGUAGE plpgsql STRICT AS $$
BEGIN
  IF service = current_user THEN
    RETURN;
  END IF;
  IF NOT pg_catalog.has_schema_privilege(service, current_schema, 'USAGE') THEN
    EXECUTE pg_catalog.format('GRANT USAGE ON SCHEMA %I TO %I', current_schema, service);
  END IF;
  EXECUTE pg_catalog.format(
    'GRANT SELECT (id, author, orderexecuted) ON databasechangelog TO %1$I;
     GRANT SELECT, INSERT, UPDATE, DELETE ON cache_namespaces, cache_namespace_deletions TO %1$I;
     GRANT SELECT, INSERT ON cache_access_logs, cache_audit_logs, api_keys TO %1$I;
     GRANT SELECT, DELETE ON cache_access_logs_default TO %1$I;
     GRANT UPDATE (revoked_at) ON api_keys TO %1$I;
     GRANT USAGE ON SEQUENCE cache_namespaces_id_seq, cache_access_logs_id_seq,
       cache_audit_logs_id_seq, api_keys_id_seq TO %1$I;
     GRANT EXECUTE ON FUNCTION ringcache_make_day(date), ringcache_drop_day(date) TO %1$I',
    service);
END
$$;
REVOKE ALL ON FUNCTION ringcache_grant_to(name) FROM PUBLIC;
--rollback DROP FUNCTION ringcache_grant_to(name);

-- What they name is in the schema that they are in, whoever calls them and whatever else there is.
--changeset ringcache:ringcache-search_path dbms:postgresql splitStatements:false
DO $$
DECLARE
  made regprocedure;
BEGIN
  FOREACH made IN ARRAY ARRAY[
    'ringcache_make_day(date)', 'ringcache_drop_day(date)', 'ringcache_grant_to(name)'
  ]::regprocedure[] LOOP
    EXECUTE format('ALTER FUNCTION %s SET search_path = %I, pg_temp', made, current_schema());
  END LOOP;
END
$$;
--rollback empty
