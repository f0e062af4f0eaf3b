-- The desk's copy of the register. Storage is plain in this version; callers see only store/registry.h.
CREATE TABLE residents (
    resident_id INTEGER PRIMARY KEY,
    iqama_number TEXT NOT NULL UNIQUE,
    name_ar TEXT NOT NULL,
    name_en TEXT NOT NULL,
    sex TEXT,
    birth_date TEXT NOT NULL,
    nationality TEXT NOT NULL,
    iqama_status TEXT NOT NULL,
    iqama_expires_on TEXT,
    category TEXT,
    relation TEXT,
    head_id TEXT NOT NULL,
    employer_id TEXT NOT NULL,
    employer_name TEXT NOT NULL,
    border_number TEXT NOT NULL,
    mobile TEXT NOT NULL,
    mobile_key TEXT NOT NULL,
    inside_kingdom INTEGER CHECK (inside_kingdom IN (0, 1)),
    flags INTEGER NOT NULL,
    version INTEGER NOT NULL,
    as_of TEXT
) STRICT;
-- @next
CREATE INDEX residents_by_border ON residents (border_number) WHERE border_number <> '';
-- @next
CREATE INDEX residents_by_mobile ON residents (mobile_key) WHERE mobile_key <> '';
-- @next
CREATE INDEX residents_by_employer ON residents (employer_id) WHERE employer_id <> '';
-- @next
CREATE INDEX residents_by_head ON residents (head_id) WHERE head_id <> '';
-- @next
-- Every passport a resident had. `number_key` is the number as it is compared; what is on record changes by a
-- newer row, never in place.
CREATE TABLE passports (
    passport_id INTEGER PRIMARY KEY,
    resident_id INTEGER NOT NULL REFERENCES residents (resident_id),
    number TEXT NOT NULL,
    number_key TEXT NOT NULL,
    issuer TEXT NOT NULL,
    issued_on TEXT,
    expires_on TEXT,
    state TEXT NOT NULL CHECK (state IN ('active', 'superseded', 'lost', 'recalled')),
    case_reference TEXT NOT NULL,
    recorded_on TEXT
) STRICT;
-- @next
CREATE UNIQUE INDEX passports_one_active ON passports (resident_id) WHERE state = 'active';
-- @next
CREATE INDEX passports_by_resident ON passports (resident_id);
-- @next
CREATE INDEX passports_by_number ON passports (number_key);
-- @next
CREATE TRIGGER passports_frozen
BEFORE UPDATE OF passport_id, resident_id, number, number_key, issuer, issued_on, expires_on ON passports
BEGIN
    SELECT RAISE(ABORT, 'a passport on record never changes');
END;
-- @next
CREATE TRIGGER passports_stay BEFORE DELETE ON passports
BEGIN
    SELECT RAISE(ABORT, 'a passport on record never changes');
END;
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
