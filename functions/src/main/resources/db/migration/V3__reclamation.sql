-- Purge, trash and reclamation. The way of content out of the store is told in docs/decisions/013.
--
-- A file_version row is a reference: purging drops it, in the transaction that gives its bytes back. So what holds a blob's
-- row is what file_version_blob (ON DELETE RESTRICT) says, and nothing of a purged file is in its way.

ALTER TABLE account
  ADD COLUMN trash_emptied_at DATETIME(6) NOT NULL DEFAULT '1970-01-01 00:00:00.000000'
    COMMENT 'what was trashed until then is being purged, and nobody finds it';

-- trashed_at is set in state TRASHED only; it is later than the trash was emptied, so that one comparison tells the two.
ALTER TABLE folder
  ADD KEY folder_by_trash (account_id, trashed_at, id),  -- TrashRows: list, find; Drops: purgeEmptied; its foreign key
  DROP KEY folder_by_account;

ALTER TABLE file
  ADD KEY file_by_trash (account_id, trashed_at, id),    -- TrashRows: list, find; Drops: emptiedFiles; its foreign key
  DROP KEY file_by_account;

ALTER TABLE `blob`
  ADD COLUMN tombstoned_at DATETIME(6) NULL COMMENT 'when it was tombstoned last';

-- What is overdue of one kind never waits behind another kind's backlog.
ALTER TABLE job
  ADD KEY job_by_kind (kind, due_at),                    -- Jobs: due
  DROP KEY job_by_due;
