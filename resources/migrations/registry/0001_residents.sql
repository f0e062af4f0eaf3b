-- The desk's copy of the register. Nothing here tells who is in it: a record is sealed, what finds it is keyed
-- hashes (store/registry.h).
CREATE TABLE residents (
    resident_id INTEGER PRIMARY KEY,
    sealed BLOB NOT NULL -- store/residentrecord.h
) STRICT;
-- @next
-- What finds the residents of a first load: keyed hashes of their numbers and of the tokens of their names
-- (store/nametokens.h), of all kinds in one index so that not even the kind shows. Laid once (store/postings.h).
CREATE TABLE posting_blocks (
    place INTEGER PRIMARY KEY, -- the first token, then the resident
    postings BLOB NOT NULL
) STRICT;
-- @next
-- The same while the load goes on, as it came (store/loadruns.h).
CREATE TABLE load_runs (
    place INTEGER PRIMARY KEY, -- part, then the first resident
    postings BLOB NOT NULL
) STRICT;
-- @next
-- Whose postings count no more: what finds them is in `numbers` and `names`.
CREATE TABLE moved (
    resident_id INTEGER PRIMARY KEY
) STRICT;
-- @next
-- Keyed hashes of the numbers of whoever came later or has moved.
CREATE TABLE numbers (
    hash INTEGER NOT NULL,
    resident_id INTEGER NOT NULL,
    PRIMARY KEY (hash, resident_id)
) STRICT, WITHOUT ROWID;
-- @next
CREATE TABLE registry_values (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;
-- @next
-- How far the import of a file has come; `source` is a digest of the file.
CREATE TABLE imports (
    source TEXT PRIMARY KEY,
    row_count INTEGER NOT NULL,
    added INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    unchanged INTEGER NOT NULL,
    rejected INTEGER NOT NULL,
    complete INTEGER NOT NULL CHECK (complete IN (0, 1)),
    changed_at TEXT NOT NULL
) STRICT;
-- @next
-- What the hub's feed changed here, and where in it (store/heardlog.h).
CREATE TABLE heard (
    position INTEGER NOT NULL,
    subject TEXT NOT NULL,
    PRIMARY KEY (position, subject)
) STRICT, WITHOUT ROWID;
