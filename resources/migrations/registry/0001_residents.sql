-- The desk's copy of the register. Nothing here tells who is in it: a record is sealed, what finds it is keyed
-- hashes (store/registry.h).
CREATE TABLE residents (
    resident_id INTEGER PRIMARY KEY,
    sealed BLOB NOT NULL -- store/residentrecord.h
) STRICT;
-- @next
-- Keyed hashes of a resident's numbers, all kinds in one table so that not even the kind shows.
CREATE TABLE numbers (
    hash INTEGER NOT NULL,
    resident_id INTEGER NOT NULL,
    PRIMARY KEY (hash, resident_id)
) STRICT, WITHOUT ROWID;
-- @next
-- What finds the residents of a first load while it goes on, as it came: sorted into `numbers` and `name_blocks` at
-- its end (store/loadruns.h).
CREATE TABLE load_runs (
    place INTEGER PRIMARY KEY, -- part, then run
    entries BLOB NOT NULL
) STRICT;
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
