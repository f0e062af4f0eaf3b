-- The hub's store. `resident_id` (the iqama number; 0 where a row is about no resident) stands in every key a
-- transaction about a resident touches, so that the tables can be distributed by it.

CREATE TABLE hub_meta (
    one        INTEGER PRIMARY KEY CHECK (one = 1),
    epoch      TEXT NOT NULL,
    training   INTEGER NOT NULL CHECK (training IN (0, 1)),
    created_at TEXT NOT NULL
) STRICT;
-- @next
CREATE TABLE branches (
    branch  TEXT PRIMARY KEY,
    name_ar TEXT NOT NULL,
    name_en TEXT NOT NULL
) STRICT, WITHOUT ROWID;
-- @next
CREATE TABLE workstations (
    workstation_id TEXT PRIMARY KEY,
    branch         TEXT NOT NULL REFERENCES branches (branch),
    number         INTEGER NOT NULL CHECK (number BETWEEN 1 AND 99),
    name           TEXT NOT NULL,
    token_hash     BLOB NOT NULL CHECK (length(token_hash) = 32),
    enrolled_at    TEXT NOT NULL,
    revoked_at     TEXT,
    UNIQUE (branch, number)
) STRICT, WITHOUT ROWID;
-- @next
CREATE TABLE enrolment_codes (
    code_id     BLOB PRIMARY KEY CHECK (length(code_id) = 4),
    branch      TEXT NOT NULL REFERENCES branches (branch),
    secret_hash BLOB NOT NULL CHECK (length(secret_hash) = 32),
    expires_at  TEXT NOT NULL,
    tries       INTEGER NOT NULL DEFAULT 0,
    used_by     TEXT REFERENCES workstations (workstation_id)
) STRICT, WITHOUT ROWID;
-- @next
CREATE TABLE users (
    user_id         TEXT PRIMARY KEY,
    branch          TEXT NOT NULL REFERENCES branches (branch),
    name            TEXT NOT NULL,
    roles           TEXT NOT NULL,
    active          INTEGER NOT NULL CHECK (active IN (0, 1)),
    display_name_ar TEXT NOT NULL,
    display_name_en TEXT NOT NULL,
    changed_at      TEXT NOT NULL
) STRICT, WITHOUT ROWID;
-- @next
-- What each desk's people sign with, by user or 'recovery'. A new password from somebody else brings a new key pair;
-- what the old one signed may still be on its way.
CREATE TABLE sign_keys (
    workstation_id TEXT NOT NULL REFERENCES workstations (workstation_id),
    signer         TEXT NOT NULL,
    public_key     BLOB NOT NULL CHECK (length(public_key) = 32),
    learned_at     TEXT NOT NULL,
    PRIMARY KEY (workstation_id, signer, public_key)
) STRICT, WITHOUT ROWID;
-- @next
CREATE INDEX sign_keys_by_signer ON sign_keys (signer);
-- @next
CREATE TABLE residents (
    resident_id    INTEGER PRIMARY KEY,
    version        INTEGER NOT NULL CHECK (version >= 1),
    doc            TEXT NOT NULL,
    passport_key   TEXT,
    border_number  TEXT,
    mobile         TEXT -- as it is compared
) STRICT;
-- @next
CREATE INDEX residents_by_passport ON residents (passport_key) WHERE passport_key IS NOT NULL;
-- @next
CREATE INDEX residents_by_border ON residents (border_number) WHERE border_number IS NOT NULL;
-- @next
CREATE INDEX residents_by_mobile ON residents (mobile) WHERE mobile IS NOT NULL;
-- @next
CREATE TABLE resident_versions (
    resident_id INTEGER NOT NULL REFERENCES residents (resident_id),
    version     INTEGER NOT NULL,
    doc         TEXT NOT NULL,
    passports   TEXT NOT NULL,
    case_id     TEXT,
    message_id  TEXT,
    at          TEXT NOT NULL,
    PRIMARY KEY (resident_id, version)
) STRICT, WITHOUT ROWID;
-- @next
CREATE TABLE passports (
    resident_id    INTEGER NOT NULL REFERENCES residents (resident_id),
    ordinal        INTEGER NOT NULL,
    number         TEXT NOT NULL,
    compared       TEXT NOT NULL, -- the number as numbers are compared
    issuer         TEXT NOT NULL,
    issued_on      TEXT,
    expires_on     TEXT,
    state          TEXT NOT NULL CHECK (state IN ('active', 'superseded', 'lost', 'recalled')),
    case_reference TEXT NOT NULL,
    updated_on     TEXT,
    PRIMARY KEY (resident_id, ordinal)
) STRICT, WITHOUT ROWID;
-- @next
CREATE INDEX passports_by_number ON passports (compared);
-- @next
CREATE INDEX passports_listed ON passports (number, issuer) WHERE state IN ('lost', 'recalled');
-- @next
CREATE TABLE cases (
    resident_id INTEGER NOT NULL,
    case_id     TEXT NOT NULL,
    reference   TEXT NOT NULL,
    branch      TEXT NOT NULL REFERENCES branches (branch),
    state       TEXT NOT NULL CHECK (state IN ('submitted', 'returned', 'rejected', 'applied', 'withdrawn')),
    revision    INTEGER NOT NULL,
    opened_at   TEXT NOT NULL,
    changed_at  TEXT NOT NULL,
    PRIMARY KEY (resident_id, case_id)
) STRICT, WITHOUT ROWID;
-- @next
CREATE INDEX cases_by_id ON cases (case_id);
-- @next
CREATE UNIQUE INDEX one_open_case ON cases (resident_id) WHERE state IN ('submitted', 'returned');
-- @next
CREATE TABLE revisions (
    resident_id    INTEGER NOT NULL,
    case_id        TEXT NOT NULL,
    revision       INTEGER NOT NULL,
    content_sha256 TEXT NOT NULL,
    maker          TEXT NOT NULL,
    message_id     TEXT NOT NULL,
    PRIMARY KEY (resident_id, case_id, revision),
    FOREIGN KEY (resident_id, case_id) REFERENCES cases (resident_id, case_id)
) STRICT, WITHOUT ROWID;
-- @next
CREATE TABLE decisions (
    resident_id INTEGER NOT NULL,
    case_id     TEXT NOT NULL,
    message_id  TEXT NOT NULL,
    revision    INTEGER NOT NULL,
    decision    TEXT NOT NULL CHECK (decision IN ('approve', 'return', 'reject')),
    decider     TEXT NOT NULL,
    PRIMARY KEY (resident_id, case_id, message_id),
    FOREIGN KEY (resident_id, case_id) REFERENCES cases (resident_id, case_id)
) STRICT, WITHOUT ROWID;
-- @next sqlite
-- Maker and decider are never the same person, whatever the program above does.
CREATE TRIGGER decider_is_no_maker BEFORE INSERT ON decisions
WHEN EXISTS (SELECT 1 FROM revisions WHERE resident_id = NEW.resident_id AND case_id = NEW.case_id
                                       AND maker = NEW.decider)
BEGIN
    SELECT RAISE(ABORT, 'decider made a revision of the case');
END;
-- @next postgresql
CREATE FUNCTION refuse_maker() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM revisions WHERE resident_id = NEW.resident_id AND case_id = NEW.case_id
                                         AND maker = NEW.decider) THEN
        RAISE 'decider made a revision of the case';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decider_is_no_maker BEFORE INSERT ON decisions FOR EACH ROW EXECUTE FUNCTION refuse_maker();
-- @next
-- Messages as they came: the bytes that were hashed.
CREATE TABLE messages (
    resident_id    INTEGER NOT NULL,
    message_id     TEXT NOT NULL,
    workstation_id TEXT NOT NULL REFERENCES workstations (workstation_id),
    kind           TEXT NOT NULL,
    sequence       INTEGER NOT NULL,
    base_version   INTEGER NOT NULL,
    created_at     TEXT NOT NULL,
    received_at    TEXT NOT NULL,
    actor          TEXT NOT NULL,
    payload        TEXT NOT NULL,
    PRIMARY KEY (resident_id, message_id)
) STRICT, WITHOUT ROWID;
-- @next
-- Answers that are given again, byte for byte. `sha256` is NULL for an id cancelled before it came.
CREATE TABLE receipts (
    message_id     TEXT PRIMARY KEY,
    workstation_id TEXT NOT NULL REFERENCES workstations (workstation_id),
    resident_id    INTEGER NOT NULL,
    sha256         TEXT,
    outcome        TEXT NOT NULL,
    answer         TEXT NOT NULL,
    replays        INTEGER NOT NULL DEFAULT 0,
    at             TEXT NOT NULL
) STRICT, WITHOUT ROWID;
-- @next
-- The last sequence taken of each chain; `subject` tells apart the chains that are about no resident.
CREATE TABLE chains (
    resident_id    INTEGER NOT NULL,
    workstation_id TEXT NOT NULL REFERENCES workstations (workstation_id),
    subject        TEXT NOT NULL,
    sequence       INTEGER NOT NULL,
    PRIMARY KEY (resident_id, workstation_id, subject)
) STRICT, WITHOUT ROWID;
-- @next
CREATE TABLE audit_heads (
    workstation_id TEXT NOT NULL REFERENCES workstations (workstation_id),
    sequence       INTEGER NOT NULL,
    head           TEXT NOT NULL,
    at             TEXT NOT NULL,
    PRIMARY KEY (workstation_id, sequence)
) STRICT, WITHOUT ROWID;
-- @next postgresql
-- A receipt is written before its message is judged and again after.
ALTER TABLE receipts SET (fillfactor = 80);
-- @next sqlite
-- Pointers only, in the order of commits: the single writer makes AUTOINCREMENT order the order of commits.
CREATE TABLE feed (
    position       INTEGER PRIMARY KEY AUTOINCREMENT,
    kind           TEXT NOT NULL CHECK (kind IN ('resident.changed', 'case.changed', 'user.changed',
                                                'rules.changed', 'lease.changed')),
    resident_id    INTEGER NOT NULL,
    version        INTEGER,
    message_id     TEXT,
    user_id        TEXT,
    pack           TEXT,
    case_id        TEXT,
    branch         TEXT,
    workstation_id TEXT,
    at             TEXT NOT NULL
) STRICT;
-- @next sqlite
-- For desks that have the residents from a snapshot.
CREATE INDEX feed_without_residents ON feed (position) WHERE kind <> 'resident.changed';
-- @next postgresql
-- Positions are not given in the order of commits, so the feed is read by (xid, position) and never past the
-- oldest transaction still under way.
CREATE TABLE feed (
    xid            xid8 NOT NULL DEFAULT pg_current_xact_id(),
    position       bigint GENERATED ALWAYS AS IDENTITY,
    kind           text NOT NULL CHECK (kind IN ('resident.changed', 'case.changed', 'user.changed',
                                                'rules.changed', 'lease.changed')),
    resident_id    bigint NOT NULL,
    version        bigint,
    message_id     text,
    user_id        text,
    pack           text,
    case_id        text,
    branch         text,
    workstation_id text,
    at             text NOT NULL,
    PRIMARY KEY (xid, position)
);
CREATE UNIQUE INDEX feed_by_position ON feed (position);
CREATE INDEX feed_without_residents ON feed (xid, position) WHERE kind <> 'resident.changed';
-- @next postgresql
-- What a hub has to hear of that another one committed: the feed has grown, a workstation came or was revoked.
CREATE FUNCTION tell_feed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NOTIFY feed;
    RETURN NULL;
END $$;
CREATE TRIGGER feed_is_told AFTER INSERT ON feed FOR EACH STATEMENT EXECUTE FUNCTION tell_feed();
CREATE FUNCTION tell_workstation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('workstations', NEW.workstation_id);
    RETURN NULL;
END $$;
CREATE TRIGGER workstation_is_told AFTER INSERT OR UPDATE ON workstations
    FOR EACH ROW EXECUTE FUNCTION tell_workstation();
