-- Files in the tree (nodes of kind 3), and online documents that are opened as files. Times are milliseconds since 1970.

-- What a file is now. `version` counts what was ever written and never comes again; `modified` goes strictly up. A lock
-- is over at `lock_until`, whether somebody looks or not; `lock_since` is when it was taken: what is saved under one
-- lock is one session.
CREATE TABLE heads (
  fid TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL,
  length INTEGER NOT NULL,
  modified INTEGER NOT NULL,
  lock_id TEXT,
  lock_until INTEGER NOT NULL DEFAULT 0,
  lock_since INTEGER NOT NULL DEFAULT 0,
  lock_user TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;

CREATE INDEX heads_by_lock ON heads (lock_until) WHERE lock_id IS NOT NULL;

-- The versions that are kept. Small ones have their bytes here, others in a blob. `merged` of an online document is the
-- version of it that these bytes came from or went into, NULL until they have.
CREATE TABLE versions (
  fid TEXT NOT NULL,
  version INTEGER NOT NULL,
  length INTEGER NOT NULL,
  at INTEGER NOT NULL,
  author TEXT NOT NULL,
  autosave INTEGER NOT NULL,
  session INTEGER NOT NULL,
  merged INTEGER,
  blob TEXT,
  bytes BLOB,
  PRIMARY KEY (fid, version)
);

-- What somebody wanted to save and could not.
CREATE TABLE recoveries (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  fid TEXT NOT NULL,
  length INTEGER NOT NULL,
  at INTEGER NOT NULL,
  author TEXT NOT NULL,
  reason TEXT NOT NULL,
  expires INTEGER NOT NULL,
  blob TEXT,
  bytes BLOB
);

CREATE INDEX recoveries_by_file ON recoveries (fid, id);

CREATE INDEX recoveries_by_expiry ON recoveries (expires);

-- What a client keeps of a user.
CREATE TABLE user_infos (
  user TEXT NOT NULL PRIMARY KEY,
  info TEXT NOT NULL,
  updated INTEGER NOT NULL
) WITHOUT ROWID;

-- What clients tell that happened in a file.
CREATE TABLE activities (
  fid TEXT NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  body TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (fid, id)
) WITHOUT ROWID;

-- What clients say of themselves: all of it, and the keys they sign with (empty: none). `tried`: when it was last asked
-- for, whatever came of it.
CREATE TABLE discoveries (
  url TEXT NOT NULL PRIMARY KEY,
  body TEXT NOT NULL,
  proof TEXT NOT NULL,
  fetched INTEGER NOT NULL,
  tried INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX nodes_by_name ON nodes (parent, name COLLATE NOCASE);
