-- Fills in what V6 added. By itself, because it may take long and can be run again, which V6 can't.
UPDATE blob_part p
JOIN (SELECT blob_id, sha256, MIN(n) AS n FROM blob_part GROUP BY blob_id, sha256) f ON f.blob_id = p.blob_id AND f.n = p.n
JOIN `blob` b ON b.id = p.blob_id
SET p.domain = b.domain;
