-- When the transfer verified a blob's content in long-term storage: what a receipt states. Unknown of what was stored
-- before; being made is no verification. It is read with the blob, by its primary key.
ALTER TABLE `blob` ADD COLUMN stored_at DATETIME(6) NULL COMMENT 'when it was verified in long-term storage';
