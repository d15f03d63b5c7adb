-- What is asked of a job may be forgotten when it ends; `meta` is what answers about it still need. `twin` is the same for
-- jobs that would do the same work: while one of them has not ended, no other is made. Times are milliseconds since 1970.
ALTER TABLE jobs ADD COLUMN meta TEXT NOT NULL DEFAULT '';

ALTER TABLE jobs ADD COLUMN twin TEXT;

ALTER TABLE jobs ADD COLUMN percent INTEGER NOT NULL DEFAULT 0;

ALTER TABLE jobs ADD COLUMN started INTEGER;

ALTER TABLE jobs ADD COLUMN ended INTEGER;

CREATE UNIQUE INDEX jobs_by_twin ON jobs (kind, twin) WHERE twin IS NOT NULL AND state IN ('queued', 'running');
