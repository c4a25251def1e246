--liquibase formatted sql

-- event_id: a write whose answer was lost is repeated, and must not be there twice.
--changeset ringcache:cache_audit_logs
CREATE TABLE cache_audit_logs (
  id         BIGSERIAL PRIMARY KEY,
  event_id   UUID UNIQUE NOT NULL,
  actor      VARCHAR(100) NOT NULL,
  action     VARCHAR(30) NOT NULL,
  namespace  VARCHAR(100),
  detail     VARCHAR(2000) NOT NULL,
  request_id VARCHAR(128) NOT NULL,
  timestamp  TIMESTAMP NOT NULL DEFAULT NOW()
);
CREATE INDEX cache_audit_logs_timestamp ON cache_audit_logs (timestamp, id);
--rollback DROP TABLE cache_audit_logs;
