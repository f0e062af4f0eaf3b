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
CREATE TABLE cases (
    case_no INTEGER PRIMARY KEY,
    case_id TEXT NOT NULL UNIQUE CHECK (length(case_id) = 36),
    reference TEXT NOT NULL UNIQUE,
    iqama_number TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'returned', 'approved', 'rejected', 'conflicted',
                                         'applied', 'withdrawn')),
    case_type TEXT NOT NULL,
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
    content_sha256 TEXT NOT NULL DEFAULT '',
    remote INTEGER NOT NULL DEFAULT 0 CHECK (remote IN (0, 1)),
    created_at TEXT NOT NULL,
    submitted_at TEXT,
    changed_at TEXT NOT NULL
) STRICT;
-- @next
-- RC-014: this desk opens one case of a resident at a time. Other desks' cases come as they are.
CREATE UNIQUE INDEX cases_one_open ON cases (iqama_number)
    WHERE remote = 0 AND state IN ('submitted', 'returned', 'approved', 'conflicted');
-- @next
CREATE INDEX cases_by_state ON cases (state, submitted_at);
-- @next
CREATE INDEX cases_by_resident ON cases (iqama_number);
-- @next
CREATE TRIGGER cases_stay BEFORE DELETE ON cases
BEGIN
    SELECT RAISE(ABORT, 'cases are never deleted');
END;
-- @next
CREATE TRIGGER cases_keep_identity BEFORE UPDATE OF case_no, case_id, reference, iqama_number, maker_id, created_at ON cases
BEGIN
    SELECT RAISE(ABORT, 'a case keeps its identity');
END;
-- @next
-- What was sent for review, as it was judged.
CREATE TABLE revisions (
    case_id TEXT NOT NULL REFERENCES cases (case_id),
    revision INTEGER NOT NULL CHECK (revision > 0),
    content_sha256 TEXT NOT NULL CHECK (length(content_sha256) = 64),
    maker_id TEXT NOT NULL CHECK (maker_id <> ''),
    content BLOB NOT NULL,
    findings BLOB NOT NULL,
    pack TEXT NOT NULL,
    made_at TEXT NOT NULL,
    UNIQUE (case_id, revision, content_sha256, maker_id)
) STRICT;
-- @next
-- One revision of a number; also against INSERT OR REPLACE, which fires no delete trigger.
CREATE TRIGGER revisions_once BEFORE INSERT ON revisions
WHEN EXISTS (SELECT 1 FROM revisions WHERE case_id = NEW.case_id AND revision = NEW.revision)
BEGIN
    SELECT RAISE(ABORT, 'a revision never changes');
END;
-- @next
CREATE TRIGGER revisions_frozen BEFORE UPDATE ON revisions
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
-- makers of all other revisions by trigger.
CREATE TABLE decisions (
    decision_no INTEGER PRIMARY KEY,
    decision_id TEXT NOT NULL UNIQUE CHECK (length(decision_id) = 36),
    case_id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    content_sha256 TEXT NOT NULL,
    maker_id TEXT NOT NULL,
    decider_id TEXT NOT NULL CHECK (decider_id <> ''),
    decision TEXT NOT NULL CHECK (decision IN ('approve', 'return', 'reject')),
    reason TEXT NOT NULL,
    rule_reasons TEXT NOT NULL,
    comment TEXT NOT NULL,
    decided_at TEXT NOT NULL,
    undone_at TEXT,
    CONSTRAINT maker_is_not_checker CHECK (decider_id <> maker_id),
    FOREIGN KEY (case_id, revision, content_sha256, maker_id)
        REFERENCES revisions (case_id, revision, content_sha256, maker_id)
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
WHEN EXISTS (SELECT 1 FROM decisions WHERE decision_id = NEW.decision_id)
BEGIN
    SELECT RAISE(ABORT, 'a decision never changes');
END;
-- @next
-- It may be taken back once; nothing else of it changes.
CREATE TRIGGER decisions_frozen BEFORE UPDATE ON decisions
WHEN OLD.undone_at IS NOT NULL OR NEW.undone_at IS NULL
     OR (OLD.decision_no, OLD.decision_id, OLD.case_id, OLD.revision, OLD.content_sha256, OLD.maker_id, OLD.decider_id,
         OLD.decision, OLD.reason, OLD.rule_reasons, OLD.comment, OLD.decided_at)
        IS NOT (NEW.decision_no, NEW.decision_id, NEW.case_id, NEW.revision, NEW.content_sha256, NEW.maker_id,
                NEW.decider_id, NEW.decision, NEW.reason, NEW.rule_reasons, NEW.comment, NEW.decided_at)
BEGIN
    SELECT RAISE(ABORT, 'a decision never changes');
END;
-- @next
CREATE TRIGGER decisions_stay BEFORE DELETE ON decisions
BEGIN
    SELECT RAISE(ABORT, 'a decision never changes');
END;
-- @next
CREATE TABLE case_moves (
    move_id INTEGER PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (case_id),
    from_state TEXT NOT NULL,
    to_state TEXT NOT NULL,
    event TEXT NOT NULL,
    actor_id TEXT NOT NULL,
    reason TEXT NOT NULL,
    detail BLOB NOT NULL,
    moved_at TEXT NOT NULL
) STRICT;
-- @next
CREATE INDEX case_moves_by_case ON case_moves (case_id);
-- @next
CREATE INDEX case_moves_by_time ON case_moves (moved_at);
-- @next
CREATE TRIGGER case_moves_frozen BEFORE UPDATE ON case_moves
BEGIN
    SELECT RAISE(ABORT, 'what happened never changes');
END;
-- @next
CREATE TRIGGER case_moves_stay BEFORE DELETE ON case_moves
BEGIN
    SELECT RAISE(ABORT, 'what happened never changes');
END;
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
