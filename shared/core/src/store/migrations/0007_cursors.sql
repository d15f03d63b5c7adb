-- Where the selections of sessions are, for others to see. `cursor` counts the moves of all selections of a document; of a
-- session it is the count of its last one. `selection` is JSON; `selected` is the document's version that it is meant on.
ALTER TABLE editings ADD COLUMN cursor INTEGER NOT NULL DEFAULT 0;

ALTER TABLE participants ADD COLUMN cursor INTEGER NOT NULL DEFAULT 0;

ALTER TABLE participants ADD COLUMN selection TEXT NOT NULL DEFAULT 'null';

ALTER TABLE participants ADD COLUMN selected INTEGER NOT NULL DEFAULT 0;

-- Whether a session may have the document as a file, and whether it may print it.
ALTER TABLE participants ADD COLUMN downloads INTEGER NOT NULL DEFAULT 1;

ALTER TABLE participants ADD COLUMN prints INTEGER NOT NULL DEFAULT 1;
