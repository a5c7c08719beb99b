-- Instant uploads. Only SQL that MySQL 8 and 9 and MariaDB 11.4 share; see V1.

-- The one challenge that an upload may have: what was claimed, and the nonce that the ranges follow from. NULL once it is
-- used up.
ALTER TABLE upload
  ADD COLUMN claimed          BINARY(32)  NULL COMMENT 'digest of the content id; part_count says whether it is composite',
  ADD COLUMN nonce            BINARY(32)  NULL,
  ADD COLUMN challenge_end_at DATETIME(6) NULL;           -- Challenges: put, use, by the upload's id

-- What an account holds is looked up among its own rows alone: a search that began at everybody's content would take longer
-- where others have it. Rows of before are filled in; a row that an older version of a function adds during a deployment
-- has none, and is not found.
ALTER TABLE file_version
  ADD COLUMN content_id BINARY(32) NULL COMMENT 'the blob''s',
  ADD KEY file_version_by_content (account_id, content_id);  -- Blobs: own

UPDATE file_version v JOIN `blob` b ON b.id = v.blob_id SET v.content_id = b.content_id;
