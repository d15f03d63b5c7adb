-- Documents under edit, what became of saving them, and what storages are told. Times are milliseconds since 1970.

-- A document under edit, by its key. `doc` names its content in `operations`, `snapshots` and `objects`; a key that is
-- opened anew gets a new one. `origin` is the file that it came from. `delivered` is the newest version that the storage
-- has accepted. `ended`: when the final save was accepted.
CREATE TABLE editings (
  key TEXT NOT NULL PRIMARY KEY,
  doc TEXT NOT NULL,
  phase TEXT NOT NULL CHECK (phase IN ('opening', 'open', 'saved')),
  kind TEXT NOT NULL DEFAULT '',
  file_type TEXT NOT NULL DEFAULT '',
  title TEXT NOT NULL DEFAULT '',
  origin TEXT NOT NULL DEFAULT '',
  origin_length INTEGER NOT NULL DEFAULT 0,
  digest TEXT NOT NULL DEFAULT '',
  forgotten INTEGER NOT NULL DEFAULT 0,
  touched INTEGER NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  length INTEGER NOT NULL DEFAULT 0,
  bytes INTEGER NOT NULL DEFAULT 0,
  head INTEGER NOT NULL DEFAULT 1,
  pending INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL DEFAULT 0,
  weight INTEGER NOT NULL DEFAULT 0,
  people INTEGER NOT NULL DEFAULT 0,
  event INTEGER NOT NULL DEFAULT 0,
  changer INTEGER NOT NULL DEFAULT 0,
  leaver INTEGER NOT NULL DEFAULT 0,
  save_due INTEGER,
  auto_due INTEGER,
  delivered INTEGER NOT NULL DEFAULT 1,
  next_key TEXT NOT NULL DEFAULT '',
  ended INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

CREATE UNIQUE INDEX editings_by_doc ON editings (doc);

CREATE INDEX editings_by_save ON editings (save_due) WHERE save_due IS NOT NULL;

CREATE INDEX editings_by_timer ON editings (auto_due) WHERE auto_due IS NOT NULL;

CREATE INDEX editings_by_touch ON editings (touched);

-- Who has or had a document open: a row a tab. They stay as long as the document does, for callbacks go to those who
-- have left, too. `vouched`: a token says the callback. `base` and `shard`: how this editor reached the service. `seq`: its
-- newest call that changed something, and `made` the version that it was answered.
CREATE TABLE participants (
  session TEXT NOT NULL PRIMARY KEY,
  doc TEXT NOT NULL,
  number INTEGER NOT NULL,
  user TEXT NOT NULL,
  name TEXT NOT NULL,
  mode TEXT NOT NULL CHECK (mode IN ('edit', 'view')),
  state TEXT NOT NULL CHECK (state IN ('here', 'dropped', 'left')),
  callback TEXT NOT NULL,
  vouched INTEGER NOT NULL,
  base TEXT NOT NULL,
  shard TEXT NOT NULL,
  seen INTEGER NOT NULL,
  seq INTEGER NOT NULL DEFAULT 0,
  made INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

CREATE UNIQUE INDEX participants_by_number ON participants (doc, number);

CREATE INDEX participants_by_sight ON participants (seen) WHERE state <> 'left';

-- What editors are told beside changes.
CREATE TABLE editing_events (
  doc TEXT NOT NULL,
  event INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (doc, event)
) WITHOUT ROWID;

-- Saves: of `version`, final or forced (`forced`: 0 command, 1 button, 2 timer, 3 form; NULL: final). `number` started it.
CREATE TABLE saves (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL,
  doc TEXT NOT NULL,
  version INTEGER NOT NULL,
  forced INTEGER,
  number INTEGER NOT NULL DEFAULT 0,
  userdata TEXT,
  form TEXT,
  state TEXT NOT NULL CHECK (state IN ('assembling', 'assembled', 'failed', 'accepted', 'refused', 'cancelled')),
  file_type TEXT NOT NULL DEFAULT '',
  has_changes INTEGER NOT NULL DEFAULT 0,
  created INTEGER NOT NULL
);

CREATE INDEX saves_by_document ON saves (doc, id);

CREATE INDEX saves_by_creation ON saves (created);

-- What storages are to be told, in order within a key. `notice` is the callback's body without links and tokens, as
-- JSON; links are signed with each attempt. `vetoed`: the storage said meanwhile that it failed.
CREATE TABLE outbox (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL,
  doc TEXT NOT NULL,
  save INTEGER,
  status INTEGER NOT NULL,
  callback TEXT NOT NULL,
  vouched INTEGER NOT NULL,
  base TEXT NOT NULL,
  shard TEXT NOT NULL,
  notice TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'delivering', 'accepted', 'refused', 'cancelled')),
  attempts INTEGER NOT NULL DEFAULT 0,
  due INTEGER NOT NULL,
  owner TEXT NOT NULL DEFAULT '',
  lease_until INTEGER NOT NULL DEFAULT 0,
  vetoed INTEGER NOT NULL DEFAULT 0,
  reason TEXT NOT NULL DEFAULT '',
  created INTEGER NOT NULL,
  ended INTEGER NOT NULL DEFAULT 0
);

CREATE INDEX outbox_by_key ON outbox (key, id);

CREATE INDEX outbox_by_state ON outbox (state, due);

CREATE INDEX outbox_by_end ON outbox (ended) WHERE state IN ('accepted', 'cancelled');

-- Results that no storage took: `path` is that of the signed link. They stay until they are taken or deleted.
CREATE TABLE forgotten (
  key TEXT NOT NULL PRIMARY KEY,
  path TEXT NOT NULL,
  name TEXT NOT NULL,
  file_type TEXT NOT NULL,
  blob TEXT NOT NULL,
  length INTEGER NOT NULL,
  save INTEGER NOT NULL,
  at INTEGER NOT NULL
) WITHOUT ROWID;
