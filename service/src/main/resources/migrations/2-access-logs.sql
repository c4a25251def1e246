--liquibase formatted sql

-- The primary key has the timestamp in it, since that of a partitioned table must have the column
-- that it is partitioned by. The days' partitions are made by the service; what belongs to none of
-- them goes into the default one, so that no write can fail for want of a partition.
--changeset ringcache:cache_access_logs-partitioned dbms:postgresql
CREATE TABLE cache_access_logs (
  id          BIGSERIAL,
  namespace   VARCHAR(100) NOT NULL,
  key_pattern VARCHAR(255),
  operation   VARCHAR(20) NOT NULL,
  hit         BOOLEAN,
  latency_ms  FLOAT,
  timestamp   TIMESTAMP DEFAULT NOW(),
  PRIMARY KEY (id, timestamp)
) PARTITION BY RANGE (timestamp);
CREATE INDEX cache_access_logs_namespace_timestamp ON cache_access_logs (namespace, timestamp);
CREATE TABLE cache_access_logs_default PARTITION OF cache_access_logs DEFAULT;
--rollback DROP TABLE cache_access_logs;

--changeset ringcache:cache_access_logs dbms:h2
CREATE TABLE cache_access_logs (
  id          BIGSERIAL,
  namespace   VARCHAR(100) NOT NULL,
  key_pattern VARCHAR(255),
  operation   VARCHAR(20) NOT NULL,
  hit         BOOLEAN,
  latency_ms  FLOAT,
  timestamp   TIMESTAMP DEFAULT NOW(),
  PRIMARY KEY (id, timestamp)
);
CREATE INDEX cache_access_logs_namespace_timestamp ON cache_access_logs (namespace, timestamp);
CREATE INDEX cache_access_logs_timestamp ON cache_access_logs (timestamp);
--rollback DROP TABLE cache_access_logs;
