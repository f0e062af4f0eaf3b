-- What each desk last told of itself.
CREATE TABLE heartbeats (
    workstation_id   TEXT PRIMARY KEY REFERENCES workstations (workstation_id),
    heard_at         TEXT NOT NULL,
    oldest_unsent_at TEXT, -- by the hub's clock; NULL: nothing waits
    quarantined      INTEGER NOT NULL CHECK (quarantined >= 0)
) STRICT, WITHOUT ROWID;
