-- A part is looked for within one domain: in its own an account meets nothing of others. Of the parts of a blob that have the
-- same digest the first is found alone, so that an image full of zeros counts once among what is looked at. A row that an
-- older version of a function adds during a deployment has no domain, and its content is not found by its parts.
ALTER TABLE blob_part
  ADD COLUMN domain BINARY(16) NULL
    COMMENT 'the blob''s, where no part before this one has its digest; NULL on repeats, which nobody looks for',
  DROP KEY blob_part_by_digest,
  ADD KEY blob_part_by_digest (domain, sha256(8));        -- OwnParts; ManyBlobs: ownersFirstParts
