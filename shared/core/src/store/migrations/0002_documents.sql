-- Online documents: who calls, the tree of folders and documents, what was done to them.
-- Times are milliseconds since 1970.

-- Numbers that only go up. `fid` starts so that ids have five digits (62^4), as those of the original have.
CREATE TABLE counters (
  name TEXT NOT NULL PRIMARY KEY,
  value INTEGER NOT NULL
) WITHOUT ROWID;

INSERT INTO counters (name, value) VALUES ('fid', 14776335);

-- Apps beside those of the variable `iflydocs_apps`, or in place of them.
CREATE TABLE apps (
  app_id TEXT NOT NULL PRIMARY KEY,
  secret TEXT NOT NULL,
  second_secret TEXT,
  enabled INTEGER NOT NULL DEFAULT 1,
  updated INTEGER NOT NULL
) WITHOUT ROWID;

-- Signatures of calls that were answered, so that none is taken twice.
CREATE TABLE signatures (
  signature TEXT NOT NULL PRIMARY KEY,
  expires INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX signatures_by_expiry ON signatures (expires);

-- Calls of an app within a minute.
CREATE TABLE rates (
  app_id TEXT NOT NULL PRIMARY KEY,
  minute INTEGER NOT NULL,
  calls INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE users (
  uid INTEGER NOT NULL PRIMARY KEY,
  app_id TEXT NOT NULL,
  app_user_id TEXT NOT NULL,
  nickname TEXT NOT NULL DEFAULT '',
  profile TEXT NOT NULL DEFAULT '{}',
  created INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  UNIQUE (app_id, app_user_id)
);

-- Folders (kind 1) and documents (kind 2). `status`: 1 there, 2 in the recycle bin, 3 purged: the row of a purged
-- document stays, so that a late upload finds out whose it was. What lies in a folder that is in the bin keeps its
-- own status. `version` counts the operations; `length` is in UTF-16 units, `bytes` about the JSON's size.
-- `head` is the version of the newest snapshot, `pending` the bytes of the operations after it.
CREATE TABLE nodes (
  fid TEXT NOT NULL PRIMARY KEY,
  app_id TEXT NOT NULL,
  parent TEXT NOT NULL,
  kind INTEGER NOT NULL,
  doc_type TEXT NOT NULL DEFAULT '',
  space INTEGER NOT NULL,
  name TEXT NOT NULL,
  title_set INTEGER NOT NULL DEFAULT 1,
  status INTEGER NOT NULL DEFAULT 1,
  creator INTEGER NOT NULL,
  modifier INTEGER NOT NULL,
  owner INTEGER NOT NULL,
  created INTEGER NOT NULL,
  modified INTEGER NOT NULL,
  deleted INTEGER NOT NULL DEFAULT 0,
  deleted_by INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL,
  version INTEGER NOT NULL DEFAULT 0,
  length INTEGER NOT NULL DEFAULT 0,
  bytes INTEGER NOT NULL DEFAULT 0,
  head INTEGER NOT NULL DEFAULT 0,
  pending INTEGER NOT NULL DEFAULT 0,
  last_operation TEXT NOT NULL DEFAULT '',
  last_editor INTEGER NOT NULL DEFAULT 0,
  last_at INTEGER NOT NULL DEFAULT 0,
  indexed INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

CREATE INDEX nodes_by_parent ON nodes (parent, status);

CREATE INDEX nodes_by_owner ON nodes (owner, status);

CREATE INDEX nodes_by_change ON nodes (app_id, changed);

CREATE INDEX nodes_to_index ON nodes (owner) WHERE kind = 2 AND version > indexed;

-- Who may do what beside the owner. `delete` remembers a collaboration that was ended.
CREATE TABLE grants (
  fid TEXT NOT NULL,
  uid INTEGER NOT NULL,
  role TEXT NOT NULL,
  PRIMARY KEY (fid, uid)
) WITHOUT ROWID;

CREATE INDEX grants_by_user ON grants (uid);

-- What made version v + 1 out of version v. `body`: of a note the delta's array of components, of a sheet the
-- array of commands. `length`: of the note afterwards.
CREATE TABLE operations (
  fid TEXT NOT NULL,
  v INTEGER NOT NULL,
  id TEXT NOT NULL,
  uid INTEGER NOT NULL,
  at INTEGER NOT NULL,
  length INTEGER NOT NULL,
  src TEXT,
  seq INTEGER,
  body TEXT NOT NULL,
  PRIMARY KEY (fid, v)
) WITHOUT ROWID;

-- Whole documents at a version, in parts of at most 512 KiB: hosted databases bound a value. `kept` ones stay for
-- good; of the others only the newest is there. `packed`: deflated (RFC 1950).
CREATE TABLE snapshots (
  fid TEXT NOT NULL,
  v INTEGER NOT NULL,
  part INTEGER NOT NULL,
  kept INTEGER NOT NULL,
  packed INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (fid, v, part)
);

-- What the history shows: edits of one user in one sitting, and events. The operations of a record are those
-- from `start_v` up to, and without, `end_v`. `ended` goes strictly up within a document: pages are cut by it.
CREATE TABLE records (
  fid TEXT NOT NULL,
  ended INTEGER NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  uid INTEGER NOT NULL,
  started INTEGER NOT NULL,
  start_v INTEGER NOT NULL,
  end_v INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  detail TEXT NOT NULL DEFAULT '{}',
  PRIMARY KEY (fid, ended)
) WITHOUT ROWID;

CREATE UNIQUE INDEX records_by_id ON records (id);

-- What an upload came to, by its idempotency key or by its content.
CREATE TABLE replies (
  key TEXT NOT NULL PRIMARY KEY,
  fid TEXT NOT NULL,
  v INTEGER NOT NULL,
  outcome INTEGER NOT NULL,
  expires INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX replies_by_expiry ON replies (expires);

-- Images, attachments and audio that documents name, and which documents ever named them.
CREATE TABLE objects (
  app_id TEXT NOT NULL,
  object_id TEXT NOT NULL,
  fid TEXT NOT NULL,
  uid INTEGER NOT NULL,
  blob TEXT NOT NULL,
  length INTEGER NOT NULL,
  content_type TEXT NOT NULL,
  created INTEGER NOT NULL,
  PRIMARY KEY (app_id, object_id)
) WITHOUT ROWID;

CREATE INDEX objects_by_document ON objects (fid);

CREATE TABLE object_uses (
  object_id TEXT NOT NULL,
  fid TEXT NOT NULL,
  PRIMARY KEY (object_id, fid)
) WITHOUT ROWID;
