-- A library: the papers, their text and files, their passages and the passages' vectors. Version 2.
-- Everything else in the library's folder is a copy of this, made for speed, that can be thrown away.

CREATE TABLE manifest (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE papers (
    id                TEXT PRIMARY KEY,
    file              TEXT NOT NULL,
    sha256            TEXT NOT NULL UNIQUE,
    format            TEXT NOT NULL,
    pages             INTEGER NOT NULL,
    characters        INTEGER NOT NULL,
    council           TEXT,
    council_printed   TEXT,
    body              TEXT,
    date              TEXT,
    first_day         TEXT,   -- the first and the last day that the date's precision leaves open
    last_day          TEXT,
    title             TEXT NOT NULL,
    kind              TEXT NOT NULL,
    licence           TEXT NOT NULL,
    reasons           TEXT NOT NULL,   -- JSON: field, reason
    warnings          TEXT NOT NULL,   -- JSON: page, reason
    unreadable_pages  INTEGER NOT NULL,
    is_digest         INTEGER NOT NULL,
    stands_for        TEXT,
    stands_for_sha256 TEXT,
    stepped_aside_for TEXT,
    text              TEXT NOT NULL,
    bytes             BLOB NOT NULL,
    lines             BLOB NOT NULL,   -- compressed JSON: start, end, page, box of each printed line
    inspection        TEXT             -- JSON: what an inspection report records
);

CREATE TABLE passages (
    row      INTEGER PRIMARY KEY AUTOINCREMENT,   -- never used again, so a copy can never mistake one for another
    id       TEXT NOT NULL UNIQUE,
    paper    TEXT NOT NULL REFERENCES papers (id) ON DELETE CASCADE,
    kind     TEXT NOT NULL,
    start    INTEGER NOT NULL,
    "end"    INTEGER NOT NULL,
    number   TEXT,
    part     INTEGER NOT NULL,
    section  TEXT NOT NULL,   -- JSON
    label    TEXT,
    page     INTEGER,
    repairs  TEXT NOT NULL,   -- JSON
    pages    TEXT NOT NULL,   -- JSON
    searched TEXT NOT NULL,
    vector   BLOB NOT NULL
);

CREATE TABLE actions (
    row    INTEGER PRIMARY KEY,
    id     TEXT NOT NULL UNIQUE,
    paper  TEXT NOT NULL REFERENCES papers (id) ON DELETE CASCADE,
    record TEXT NOT NULL   -- JSON
);

CREATE INDEX actions_by_paper ON actions (paper, row);

CREATE TABLE measures (
    row    INTEGER PRIMARY KEY,
    id     TEXT NOT NULL UNIQUE,
    paper  TEXT NOT NULL REFERENCES papers (id) ON DELETE CASCADE,
    record TEXT NOT NULL   -- JSON
);

CREATE INDEX measures_by_paper ON measures (paper, row);

CREATE INDEX passages_by_paper ON passages (paper, row);
