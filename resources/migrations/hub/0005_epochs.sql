-- The lives of this store: a new one begins when it was restored from a backup. Of its parent it holds everything up
-- to `proven`, a position of the feed, and perhaps nothing after it. `store` tells which database server's history it
-- was written in: system identifier and timeline; empty for a file.
CREATE TABLE epochs (
    epoch       TEXT PRIMARY KEY,
    parent      TEXT REFERENCES epochs (epoch),
    proven      INTEGER NOT NULL,
    began_at    TEXT NOT NULL,
    accepted_at TEXT,
    ahead       INTEGER NOT NULL DEFAULT 0,
    store       TEXT NOT NULL
) STRICT, WITHOUT ROWID;
-- @next postgresql
CREATE FUNCTION tell_epochs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NOTIFY epochs;
    RETURN NULL;
END $$;
CREATE TRIGGER epochs_are_told AFTER INSERT OR UPDATE ON epochs FOR EACH STATEMENT EXECUTE FUNCTION tell_epochs();
