-- A part is looked for within one domain: what others store in theirs neither hides it nor tells of itself. Of the parts of a
-- blob that have the same digest the first is found alone, so that an image full of zeros counts once among what is looked at.
-- A row that an older version of a function adds during a deployment has no domain, and is not found.
ALTER TABLE blob_part
  ADD COLUMN domain BINARY(16) NULL
    COMMENT 'the blob''s, where no part before this one has its digest; NULL on repeats, which nobody looks for',
  DROP KEY blob_part_by_digest,
  ADD KEY blob_part_by_digest (domain, sha256(8));        -- OwnParts; ManyBlobs: ownersFirstParts

UPDATE blob_part p
JOIN (SELECT blob_id, sha256, MIN(n) AS n FROM blob_part GROUP BY blob_id, sha256) f ON f.blob_id = p.blob_id AND f.n = p.n
JOIN `blob` b ON b.id = p.blob_id
SET p.domain = b.domain;
