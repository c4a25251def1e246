--liquibase formatted sql

-- secret_sha256: all that is kept of a key; 256 random bits need no salt and no slow hash. A revoked
-- key's row stays, so that the audit trail's names keep their meaning.
--changeset ringcache:api_keys
CREATE TABLE api_keys (
  id            SERIAL PRIMARY KEY,
  name          VARCHAR(100) NOT NULL,
  secret_sha256 CHAR(64) UNIQUE NOT NULL,
  roles         VARCHAR(10) ARRAY NOT NULL,
  namespaces    VARCHAR(512) ARRAY NOT NULL,
  created_at    TIMESTAMP NOT NULL DEFAULT NOW(),
  expires_at    TIMESTAMP,
  revoked_at    TIMESTAMP
);
--rollback DROP TABLE api_keys;

--changeset ringcache:api_keys-notify dbms:postgresql
CREATE TRIGGER api_keys_notify
  AFTER INSERT OR UPDATE OR DELETE ON api_keys
  FOR EACH STATEMENT EXECUTE FUNCTION ringcache_notify();
--rollback DROP TRIGGER api_keys_notify ON api_keys;
