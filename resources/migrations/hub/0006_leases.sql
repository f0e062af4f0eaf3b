-- Who is reviewing which case: of the moment, so a row goes when its review ends or its time is up.
CREATE TABLE leases (
    resident_id    INTEGER NOT NULL,
    case_id        TEXT NOT NULL,
    owner          TEXT NOT NULL REFERENCES users (user_id),
    workstation_id TEXT NOT NULL REFERENCES workstations (workstation_id),
    since          TEXT NOT NULL,
    until          TEXT NOT NULL,
    PRIMARY KEY (resident_id, case_id),
    FOREIGN KEY (resident_id, case_id) REFERENCES cases (resident_id, case_id)
) STRICT, WITHOUT ROWID;
-- @next
CREATE INDEX leases_by_time ON leases (until);
