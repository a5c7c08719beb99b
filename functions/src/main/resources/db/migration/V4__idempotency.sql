-- Keys of creating calls (header Idempotency-Key), each with what it stands for. The row commits with its resource.
--
-- No foreign key to the account: inserting a row would take a shared lock on the account's row before anybody holds the
-- account's own lock, and two calls that then ask for that one deadlock. Nor to the resource, which is of several kinds.

CREATE TABLE idempotency (
  account_id  BINARY(16)  NOT NULL,
  route       VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  key_hash    BINARY(32)  NOT NULL COMMENT 'SHA-256 of the key',
  body_hash   BINARY(32)  NOT NULL COMMENT 'SHA-256 of the canonical body',
  resource_id BINARY(16)  NOT NULL,
  expires_at  DATETIME(6) NOT NULL,
  PRIMARY KEY (account_id, route, key_hash),            -- Keys: claim, release
  KEY idempotency_by_end (expires_at)                   -- OldRows: keys that are over
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
