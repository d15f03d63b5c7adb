-- Work that outlives the request that asked for it. Times are milliseconds since 1970.
CREATE TABLE jobs (
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed')),
  input TEXT NOT NULL,
  result TEXT,
  lease_ms INTEGER NOT NULL,
  lease_owner TEXT,
  lease_until INTEGER NOT NULL DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0,
  max_attempts INTEGER NOT NULL,
  created INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  expires INTEGER NOT NULL,
  PRIMARY KEY (kind, key)
);

CREATE INDEX jobs_by_state ON jobs (state, lease_until);

CREATE INDEX jobs_by_expiry ON jobs (expires);

-- Every blob has a row before its first chunk is written, so that what a dead writer left is found.
-- `length` is NULL until a file points at the blob.
CREATE TABLE blobs (
  id TEXT NOT NULL PRIMARY KEY,
  length INTEGER,
  created INTEGER NOT NULL,
  expires INTEGER NOT NULL
);

CREATE INDEX blobs_by_expiry ON blobs (expires);

-- What signed links name: `path` is the link's path after /cache/files/, without its decorative last segment.
CREATE TABLE files (
  path TEXT NOT NULL PRIMARY KEY,
  blob TEXT NOT NULL,
  length INTEGER NOT NULL,
  created INTEGER NOT NULL,
  expires INTEGER NOT NULL
);

CREATE INDEX files_by_expiry ON files (expires);
