-- Cloudstore's metadata, first version. Only SQL that MySQL 8 and 9 and MariaDB 11.4 share.
--
-- Ids are UUIDv7 in BINARY(16), staging and long-term keys 128 random bits in BINARY(16), digests SHA-256 in BINARY(32),
-- sizes in bytes, times in UTC. A state is an enumeration's name.
--
-- Names of entries are VARBINARY: the bytes of their UTF-8 in normal form C. Its collation is binary and does not pad,
-- so case, accents, emoji and trailing spaces all count, and the order is the order of the bytes; 255 is EntryName's
-- own limit in bytes. utf8mb4_bin would take 'a' and 'a ' for one name, and the collations of characters that do not
-- pad have different names in MySQL and MariaDB.
--
-- live is 1 while a row takes part in a uniqueness and NULL afterwards: NULLs never collide, so an ended row makes
-- room for its successor. The database derives it from the state, nobody can forget it.
--
-- Foreign keys: ON DELETE RESTRICT holds "no row points at what is not there" whatever the code does; CASCADE only
-- where the child is a part of its parent (parts, refresh tokens). Inserting a child takes a shared lock on its parent's
-- row; the lock order (account, session, upload, blob, folder, file, job) already has every parent locked by then,
-- so that lock never waits out of order. An upload's folder, file and domain and a job's subject carry no key: the folder
-- is a wish that may be purged meanwhile, the file is history, the rest name things of several kinds.
--
-- Each index stands with the statement that uses it.

CREATE TABLE account (
  id             BINARY(16)       NOT NULL,
  name           VARCHAR(64)      NOT NULL,
  name_key       VARCHAR(128)     NOT NULL COMMENT 'the name in lower case',
  password_hash  VARCHAR(255)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  quota_bytes    BIGINT UNSIGNED  NOT NULL,
  used_bytes     BIGINT UNSIGNED  NOT NULL,
  reserved_bytes BIGINT UNSIGNED  NOT NULL,
  write_seq      BIGINT UNSIGNED  NOT NULL COMMENT 'raised first in every transaction that writes for the account',
  created_at     DATETIME(6)      NOT NULL,
  PRIMARY KEY (id),                                     -- Accounts: find, lock, reserve, release, use
  UNIQUE KEY account_by_name (name_key)                 -- Accounts: insert, credentials
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE session (
  id         BINARY(16)   NOT NULL,
  account_id BINARY(16)   NOT NULL,
  device     VARCHAR(255) NOT NULL,
  created_at DATETIME(6)  NOT NULL,
  expires_at DATETIME(6)  NOT NULL COMMENT 'moves on with each refresh; pulled back when revoked',
  revoked_at DATETIME(6)  NULL,
  PRIMARY KEY (id),                                     -- Sessions: isLive, lockToken, revoke
  KEY session_by_account (account_id),                  -- its foreign key
  KEY session_by_end (expires_at),                      -- OldRows: sessions that are over
  CONSTRAINT session_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE RESTRICT
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE refresh_token (
  hash       BINARY(32)  NOT NULL COMMENT 'SHA-256 of the token',
  session_id BINARY(16)  NOT NULL COMMENT 'the family it belongs to',
  used_at    DATETIME(6) NULL COMMENT 'when it was first used up',
  expires_at DATETIME(6) NOT NULL,
  PRIMARY KEY (hash),                                   -- Sessions: lockToken, rotate
  KEY refresh_token_by_session (session_id),            -- its foreign key: the family goes with its session
  KEY refresh_token_by_end (expires_at),                -- OldRows: tokens that are over
  CONSTRAINT refresh_token_session FOREIGN KEY (session_id) REFERENCES session (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE folder (
  id         BINARY(16)     NOT NULL COMMENT 'of a root: its account''s id',
  account_id BINARY(16)     NOT NULL,
  parent_id  BINARY(16)     NULL COMMENT 'NULL for the root',
  name       VARBINARY(255) NOT NULL,
  state      VARCHAR(16)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  live       TINYINT        GENERATED ALWAYS AS (CASE WHEN state = 'LIVE' THEN 1 END) STORED,
  created_at DATETIME(6)    NOT NULL,
  trashed_at DATETIME(6)    NULL,
  PRIMARY KEY (id),                                     -- FolderChain, Entries, EntryChanges: everything by id
  UNIQUE KEY folder_by_name (parent_id, live, name),    -- Entries: child, list, heightOf; its foreign key
  KEY folder_by_account (account_id),                   -- its foreign key
  CONSTRAINT folder_state CHECK (state IN ('LIVE', 'TRASHED', 'PURGED')),
  CONSTRAINT folder_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE RESTRICT,
  CONSTRAINT folder_parent FOREIGN KEY (parent_id) REFERENCES folder (id) ON DELETE RESTRICT
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE file (
  id              BINARY(16)     NOT NULL,
  account_id      BINARY(16)     NOT NULL,
  folder_id       BINARY(16)     NOT NULL,
  name            VARBINARY(255) NOT NULL,
  state           VARCHAR(16)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  live            TINYINT        GENERATED ALWAYS AS (CASE WHEN state = 'LIVE' THEN 1 END) STORED,
  current_version INT UNSIGNED   NOT NULL COMMENT 'number of a file_version',
  created_at      DATETIME(6)    NOT NULL,
  trashed_at      DATETIME(6)    NULL,
  PRIMARY KEY (id),                                     -- Entries: file; EntryChanges
  UNIQUE KEY file_by_name (folder_id, live, name),      -- Entries: child, list; its foreign key
  KEY file_by_account (account_id),                     -- its foreign key; the sum that used_bytes must equal
  CONSTRAINT file_state CHECK (state IN ('LIVE', 'TRASHED', 'PURGED')),
  CONSTRAINT file_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE RESTRICT,
  CONSTRAINT file_folder FOREIGN KEY (folder_id) REFERENCES folder (id) ON DELETE RESTRICT
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Stored content. Its name is a reserved word: quoted wherever it stands.
CREATE TABLE `blob` (
  id               BINARY(16)        NOT NULL,
  domain           BINARY(16)        NOT NULL COMMENT 'an account''s id, or zeros for the installation',
  id_scheme        TINYINT UNSIGNED  NOT NULL COMMENT 'PartPlan.SCHEME when it was made',
  size             BIGINT UNSIGNED   NOT NULL,
  part_size        BIGINT UNSIGNED   NOT NULL,
  part_count       SMALLINT UNSIGNED NOT NULL,
  content_id       BINARY(32)        NOT NULL COMMENT 'the digest; part_count says whether it is composite',
  place            VARCHAR(16)       CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  life             VARCHAR(16)       CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  live             TINYINT           GENERATED ALWAYS AS (CASE WHEN life IN ('LIVE', 'TOMBSTONED') THEN 1 END) STORED,
  staging_key      BINARY(16)        NOT NULL,
  urls_dead_at     DATETIME(6)       NOT NULL,
  long_term_key    BINARY(16)        NOT NULL,
  long_term_upload VARCHAR(1024)     CHARACTER SET ascii COLLATE ascii_bin NULL,
  created_at       DATETIME(6)       NOT NULL,
  PRIMARY KEY (id),                                             -- Blobs: everything by id
  UNIQUE KEY blob_by_content (domain, size, content_id, live),  -- Blobs: insertOrLock
  UNIQUE KEY blob_by_staging_key (staging_key),                 -- Blobs: findByStagingKey
  UNIQUE KEY blob_by_long_term_key (long_term_key),             -- one destination a blob
  CONSTRAINT blob_place CHECK (place IN ('STAGED', 'COPYING', 'STORED')),
  CONSTRAINT blob_life CHECK (life IN ('LIVE', 'TOMBSTONED', 'DELETING', 'QUARANTINED'))
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE blob_part (
  blob_id BINARY(16)        NOT NULL,
  n       SMALLINT UNSIGNED NOT NULL,
  sha256  BINARY(32)        NOT NULL,
  PRIMARY KEY (blob_id, n),                             -- Blobs: partDigests
  KEY blob_part_by_digest (sha256(8)),                  -- Blobs: ownerHolds
  CONSTRAINT blob_part_blob FOREIGN KEY (blob_id) REFERENCES `blob` (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE file_version (
  file_id      BINARY(16)      NOT NULL,
  number       INT UNSIGNED    NOT NULL COMMENT 'counted from 1',
  account_id   BINARY(16)      NOT NULL COMMENT 'the file''s: who refers to the blob, without asking each file',
  blob_id      BINARY(16)      NOT NULL,
  size         BIGINT UNSIGNED NOT NULL,
  content_type VARCHAR(255)    NOT NULL,
  modified_at  DATETIME(6)     NULL,
  created_at   DATETIME(6)     NOT NULL,
  PRIMARY KEY (file_id, number),                        -- Entries: file, child, list
  KEY file_version_by_blob (blob_id, account_id),       -- Blobs: ownerHolds; its foreign key
  CONSTRAINT file_version_file FOREIGN KEY (file_id) REFERENCES file (id) ON DELETE RESTRICT,
  CONSTRAINT file_version_blob FOREIGN KEY (blob_id) REFERENCES `blob` (id) ON DELETE RESTRICT
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE upload (
  id           BINARY(16)        NOT NULL,
  account_id   BINARY(16)        NOT NULL,
  folder_id    BINARY(16)        NOT NULL,
  name         VARBINARY(255)    NOT NULL,
  id_scheme    TINYINT UNSIGNED  NOT NULL COMMENT 'PartPlan.SCHEME when it was opened',
  size         BIGINT UNSIGNED   NOT NULL,
  part_size    BIGINT UNSIGNED   NOT NULL,
  part_count   SMALLINT UNSIGNED NOT NULL,
  content_type VARCHAR(255)      NOT NULL,
  modified_at  DATETIME(6)       NULL,
  conflict     VARCHAR(16)       CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  domain       BINARY(16)        NOT NULL,
  state        VARCHAR(16)       CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  live         TINYINT           GENERATED ALWAYS AS (CASE WHEN state IN ('OPEN', 'MERGING') THEN 1 END) STORED,
  staging_key  BINARY(16)        NOT NULL,
  multipart_id VARCHAR(1024)     CHARACTER SET ascii COLLATE ascii_bin NULL,
  urls_dead_at DATETIME(6)       NOT NULL,
  to_ask       BOOLEAN           NOT NULL COMMENT 'a URL was signed since the store was last asked for the key',
  file_id      BINARY(16)        NULL,
  renamed      BOOLEAN           NOT NULL,
  created_at   DATETIME(6)       NOT NULL,
  expires_at   DATETIME(6)       NOT NULL,
  ended_at     DATETIME(6)       NULL,
  PRIMARY KEY (id),                                                    -- Uploads, UploadChanges: everything by id
  UNIQUE KEY upload_by_staging_key (staging_key),                      -- Uploads: findByStagingKey
  KEY upload_by_account (account_id, live, id),                        -- Uploads: open; UploadChanges: countOpen; its foreign key
  KEY upload_by_expiry (state, expires_at),                            -- Uploads: expired
  KEY upload_by_asking (state, part_count, to_ask, urls_dead_at),      -- Uploads: unasked
  KEY upload_by_end (ended_at),                                        -- OldRows: uploads that ended
  CONSTRAINT upload_conflict CHECK (conflict IN ('FAIL', 'RENAME', 'REPLACE')),
  CONSTRAINT upload_state CHECK (state IN ('OPEN', 'MERGING', 'MERGED', 'REJECTED', 'INSTANT', 'ABORTED', 'EXPIRED')),
  CONSTRAINT upload_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE RESTRICT
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Digests as signed last, while the upload lives; a merge takes them over into blob_part.
CREATE TABLE upload_part (
  upload_id BINARY(16)        NOT NULL,
  n         SMALLINT UNSIGNED NOT NULL,
  sha256    BINARY(32)        NOT NULL,
  length    BIGINT UNSIGNED   NOT NULL,
  PRIMARY KEY (upload_id, n),                           -- Uploads: parts; UploadChanges: record
  CONSTRAINT upload_part_upload FOREIGN KEY (upload_id) REFERENCES upload (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE job (
  kind       VARCHAR(16)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  subject    BINARY(16)      NOT NULL,
  state      VARCHAR(16)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  due_at     DATETIME(6)     NULL COMMENT 'READY: when it may run; LEASED: when the lease is over; ended: NULL',
  fence      BIGINT UNSIGNED NOT NULL COMMENT 'grows with each lease, also when the job begins anew',
  attempts   INT UNSIGNED    NOT NULL COMMENT 'that failed since it was armed',
  checkpoint TEXT            NOT NULL,
  ended_at   DATETIME(6)     NULL,
  PRIMARY KEY (kind, subject),                          -- Jobs: everything about one job
  KEY job_by_due (due_at),                              -- Jobs: due
  KEY job_by_end (ended_at),                            -- OldRows: jobs that are done
  CONSTRAINT job_state CHECK (state IN ('READY', 'LEASED', 'DONE', 'FAILED'))
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE throttle (
  subject  BINARY(32)      NOT NULL COMMENT 'SHA-256 of kind, subject and length of the window',
  ends_at  DATETIME(6)     NOT NULL COMMENT 'of the window',
  attempts BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (subject, ends_at),                       -- Attempts: count, peek
  KEY throttle_by_end (ends_at)                         -- OldRows: windows that are over
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
