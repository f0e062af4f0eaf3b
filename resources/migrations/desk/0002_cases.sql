-- What cases and messages are about. `hash` is keyed and finds a subject; `sealed` is who or what it is.
CREATE TABLE subjects (
    subject_id INTEGER PRIMARY KEY,
    hash INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    key_generation INTEGER NOT NULL CHECK (key_generation > 0)
) STRICT;
-- @next
CREATE INDEX subjects_by_hash ON subjects (hash);
-- @next
CREATE TRIGGER subjects_once BEFORE INSERT ON subjects
WHEN EXISTS (SELECT 1 FROM subjects WHERE subject_id = NEW.subject_id)
BEGIN
    SELECT RAISE(ABORT, 'a subject never changes');
END;
-- @next
CREATE TRIGGER subjects_stay BEFORE DELETE ON subjects
BEGIN
    SELECT RAISE(ABORT, 'subjects are never deleted');
END;
-- @next
-- A frozen row is sealed anew with a newer key, and changed in no other way; here and below.
CREATE TRIGGER subjects_sealed_anew BEFORE UPDATE OF subject_id, sealed, key_generation ON subjects
WHEN NEW.subject_id <> OLD.subject_id OR NEW.key_generation <= OLD.key_generation
BEGIN
    SELECT RAISE(ABORT, 'a subject never changes');
END;
-- @next
-- Last number given per branch, year and workstation; a case and its number are one transaction, so no number is
-- skipped or given twice.
CREATE TABLE reference_counters (
    branch TEXT NOT NULL,
    year INTEGER NOT NULL,
    workstation INTEGER NOT NULL CHECK (workstation BETWEEN 0 AND 99),
    last INTEGER NOT NULL CHECK (last BETWEEN 1 AND 99999),
    PRIMARY KEY (branch, year, workstation)
) STRICT;
-- @next
-- Sealed: `baseline` and `draft`.
CREATE TABLE cases (
    case_no INTEGER PRIMARY KEY,
    case_id TEXT NOT NULL UNIQUE CHECK (length(case_id) = 36),
    reference TEXT NOT NULL UNIQUE,
    subject_id INTEGER NOT NULL REFERENCES subjects (subject_id),
    state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'returned', 'approved', 'rejected', 'conflicted',
                                         'applied', 'withdrawn')),
    case_type TEXT NOT NULL,
    linked_to TEXT NOT NULL DEFAULT '',
    verdict TEXT NOT NULL CHECK (verdict IN ('accept', 'supervisor', 'block')),
    block_count INTEGER NOT NULL DEFAULT 0,
    supervisor_count INTEGER NOT NULL DEFAULT 0,
    warning_count INTEGER NOT NULL DEFAULT 0,
    maker_id TEXT NOT NULL CHECK (maker_id <> ''),
    base_version INTEGER NOT NULL,
    baseline BLOB NOT NULL,
    draft BLOB NOT NULL,
    saved_at TEXT,
    revision INTEGER NOT NULL DEFAULT 0,
    remote INTEGER NOT NULL DEFAULT 0 CHECK (remote IN (0, 1)),
    created_at TEXT NOT NULL,
    submitted_at TEXT,
    changed_at TEXT NOT NULL
) STRICT;
-- @next
CREATE INDEX cases_by_link ON cases (linked_to) WHERE linked_to <> '';
-- @next
-- RC-014: this desk opens one case of a resident at a time. Other desks' cases come as they are.
CREATE UNIQUE INDEX cases_one_open ON cases (subject_id)
    WHERE remote = 0 AND state IN ('submitted', 'returned', 'approved', 'conflicted');
-- @next
CREATE INDEX cases_by_state ON cases (state, submitted_at);
-- @next
CREATE INDEX cases_by_subject ON cases (subject_id);
-- @next
CREATE TRIGGER cases_stay BEFORE DELETE ON cases
BEGIN
    SELECT RAISE(ABORT, 'cases are never deleted');
END;
-- @next
CREATE TRIGGER cases_keep_identity BEFORE UPDATE OF case_no, case_id, reference, subject_id, maker_id, created_at ON cases
BEGIN
    SELECT RAISE(ABORT, 'a case keeps its identity');
END;
-- @next
-- What was sent for review, as it was judged. Sealed: `content` and `findings`.
CREATE TABLE revisions (
    revision_no INTEGER PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (case_id),
    revision INTEGER NOT NULL CHECK (revision > 0),
    maker_id TEXT NOT NULL CHECK (maker_id <> ''),
    content BLOB NOT NULL,
    findings BLOB NOT NULL,
    key_generation INTEGER NOT NULL CHECK (key_generation > 0),
    pack TEXT NOT NULL,
    made_at TEXT NOT NULL,
    UNIQUE (case_id, revision, maker_id)
) STRICT;
-- @next
-- One revision of a number; also against INSERT OR REPLACE, which fires no delete trigger.
CREATE TRIGGER revisions_once BEFORE INSERT ON revisions
WHEN EXISTS (SELECT 1 FROM revisions
             WHERE revision_no = NEW.revision_no OR case_id = NEW.case_id AND revision = NEW.revision)
BEGIN
    SELECT RAISE(ABORT, 'a revision never changes');
END;
-- @next
CREATE TRIGGER revisions_frozen
BEFORE UPDATE OF revision_no, case_id, revision, maker_id, pack, made_at ON revisions
BEGIN
    SELECT RAISE(ABORT, 'a revision never changes');
END;
-- @next
CREATE TRIGGER revisions_sealed_anew BEFORE UPDATE OF content, findings, key_generation ON revisions
WHEN NEW.key_generation <= OLD.key_generation
BEGIN
    SELECT RAISE(ABORT, 'a revision never changes');
END;
-- @next
CREATE TRIGGER revisions_stay BEFORE DELETE ON revisions
BEGIN
    SELECT RAISE(ABORT, 'a revision never changes');
END;
-- @next
-- Maker and checker are never the same person: the maker of the decided revision by CHECK and foreign key, the
-- makers of all other revisions by trigger. Sealed: `rule_reasons` and `comment`.
CREATE TABLE decisions (
    decision_no INTEGER PRIMARY KEY,
    decision_id TEXT NOT NULL UNIQUE CHECK (length(decision_id) = 36),
    case_id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    maker_id TEXT NOT NULL,
    decider_id TEXT NOT NULL CHECK (decider_id <> ''),
    decision TEXT NOT NULL CHECK (decision IN ('approve', 'return', 'reject')),
    reason TEXT NOT NULL,
    rule_reasons BLOB NOT NULL,
    comment BLOB NOT NULL,
    key_generation INTEGER NOT NULL CHECK (key_generation > 0),
    decided_at TEXT NOT NULL,
    undone_at TEXT,
    CONSTRAINT maker_is_not_checker CHECK (decider_id <> maker_id),
    FOREIGN KEY (case_id, revision, maker_id) REFERENCES revisions (case_id, revision, maker_id)
) STRICT;
-- @next
CREATE INDEX decisions_by_case ON decisions (case_id);
-- @next
CREATE TRIGGER decisions_by_another BEFORE INSERT ON decisions
WHEN EXISTS (SELECT 1 FROM revisions WHERE case_id = NEW.case_id AND maker_id = NEW.decider_id)
BEGIN
    SELECT RAISE(ABORT, 'maker_is_not_checker');
END;
-- @next
CREATE TRIGGER decisions_once BEFORE INSERT ON decisions
WHEN EXISTS (SELECT 1 FROM decisions WHERE decision_no = NEW.decision_no OR decision_id = NEW.decision_id)
BEGIN
    SELECT RAISE(ABORT, 'a decision never changes');
END;
-- @next
CREATE TRIGGER decisions_frozen
BEFORE UPDATE OF decision_no, decision_id, case_id, revision, maker_id, decider_id, decision, reason, decided_at ON decisions
BEGIN
    SELECT RAISE(ABORT, 'a decision never changes');
END;
-- @next
-- It may be taken back once.
CREATE TRIGGER decisions_undone_once BEFORE UPDATE OF undone_at ON decisions
WHEN OLD.undone_at IS NOT NULL OR NEW.undone_at IS NULL
BEGIN
    SELECT RAISE(ABORT, 'a decision never changes');
END;
-- @next
CREATE TRIGGER decisions_sealed_anew BEFORE UPDATE OF rule_reasons, comment, key_generation ON decisions
WHEN NEW.key_generation <= OLD.key_generation
BEGIN
    SELECT RAISE(ABORT, 'a decision never changes');
END;
-- @next
CREATE TRIGGER decisions_stay BEFORE DELETE ON decisions
BEGIN
    SELECT RAISE(ABORT, 'a decision never changes');
END;
-- @next
-- Sealed: `detail`, with the sender's key, which is there when nobody is signed in.
CREATE TABLE case_moves (
    move_id INTEGER PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (case_id),
    from_state TEXT NOT NULL,
    to_state TEXT NOT NULL,
    event TEXT NOT NULL,
    actor_id TEXT NOT NULL,
    reason TEXT NOT NULL,
    detail BLOB NOT NULL,
    key_generation INTEGER NOT NULL CHECK (key_generation > 0),
    moved_at TEXT NOT NULL
) STRICT;
-- @next
CREATE INDEX case_moves_by_case ON case_moves (case_id);
-- @next
CREATE INDEX case_moves_by_time ON case_moves (moved_at);
-- @next
CREATE TRIGGER case_moves_once BEFORE INSERT ON case_moves
WHEN EXISTS (SELECT 1 FROM case_moves WHERE move_id = NEW.move_id)
BEGIN
    SELECT RAISE(ABORT, 'what happened never changes');
END;
-- @next
CREATE TRIGGER case_moves_frozen
BEFORE UPDATE OF move_id, case_id, from_state, to_state, event, actor_id, reason, moved_at ON case_moves
BEGIN
    SELECT RAISE(ABORT, 'what happened never changes');
END;
-- @next
CREATE TRIGGER case_moves_sealed_anew BEFORE UPDATE OF detail, key_generation ON case_moves
WHEN NEW.key_generation <= OLD.key_generation
BEGIN
    SELECT RAISE(ABORT, 'what happened never changes');
END;
-- @next
CREATE TRIGGER case_moves_stay BEFORE DELETE ON case_moves
BEGIN
    SELECT RAISE(ABORT, 'what happened never changes');
END;
-- @next
-- Who reviews a case now, as the hub last said: of the moment, so a row goes when its review ends.
CREATE TABLE review_leases (
    case_id TEXT PRIMARY KEY,
    owner_id TEXT NOT NULL,
    workstation INTEGER NOT NULL,
    since TEXT NOT NULL
) STRICT, WITHOUT ROWID;
-- @next
-- Receipts handed out: from the second on they are copies.
CREATE TABLE receipts (
    receipt_id INTEGER PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (case_id),
    actor_id TEXT NOT NULL,
    given_at TEXT NOT NULL
) STRICT;
-- @next
CREATE INDEX receipts_by_case ON receipts (case_id);
-- @next
CREATE TRIGGER receipts_frozen BEFORE UPDATE ON receipts
BEGIN
    SELECT RAISE(ABORT, 'what happened never changes');
END;
-- @next
CREATE TRIGGER receipts_stay BEFORE DELETE ON receipts
BEGIN
    SELECT RAISE(ABORT, 'what happened never changes');
END;
-- @next
-- What the hub's feed changed here, and where in it (store/heardlog.h).
CREATE TABLE heard (
    position INTEGER NOT NULL,
    subject TEXT NOT NULL,
    PRIMARY KEY (position, subject)
) STRICT, WITHOUT ROWID;
