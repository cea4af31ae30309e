-- A library: the papers, their text and files, their passages and the passages' vectors. Version 3.
-- Everything else in the library's folder is a copy of this, made for speed, that can be thrown away.

CREATE TABLE IF NOT EXISTS manifest (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS papers (
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

CREATE TABLE IF NOT EXISTS passages (
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

CREATE TABLE IF NOT EXISTS actions (
    row    INTEGER PRIMARY KEY,
    id     TEXT NOT NULL UNIQUE,
    paper  TEXT NOT NULL REFERENCES papers (id) ON DELETE CASCADE,
    record TEXT NOT NULL   -- JSON
);

CREATE INDEX IF NOT EXISTS actions_by_paper ON actions (paper, row);

CREATE TABLE IF NOT EXISTS measures (
    row    INTEGER PRIMARY KEY,
    id     TEXT NOT NULL UNIQUE,
    paper  TEXT NOT NULL REFERENCES papers (id) ON DELETE CASCADE,
    record TEXT NOT NULL   -- JSON
);

CREATE INDEX IF NOT EXISTS measures_by_paper ON measures (paper, row);

CREATE INDEX IF NOT EXISTS passages_by_paper ON passages (paper, row);

CREATE TABLE IF NOT EXISTS tokens (
    row     INTEGER PRIMARY KEY REFERENCES passages (row) ON DELETE CASCADE,
    vectors BLOB NOT NULL,   -- of the words that say something, in order: a byte a coordinate, 127 for 1
    places  BLOB NOT NULL    -- about where in the passage each begins: four bytes, little end first
);

CREATE TABLE IF NOT EXISTS abbreviations (
    row   INTEGER PRIMARY KEY,   -- in the order in which the paper defines them
    paper TEXT NOT NULL REFERENCES papers (id) ON DELETE CASCADE,
    short TEXT NOT NULL,   -- as printed
    long  TEXT NOT NULL    -- on one line
);

CREATE INDEX IF NOT EXISTS abbreviations_by_paper ON abbreviations (paper);

CREATE TABLE IF NOT EXISTS figures (
    id     INTEGER PRIMARY KEY,
    row    INTEGER NOT NULL REFERENCES passages (row) ON DELETE CASCADE,
    record TEXT NOT NULL   -- JSON
);

CREATE INDEX IF NOT EXISTS figures_by_passage ON figures (row, id);

CREATE TABLE IF NOT EXISTS marks (
    theme     TEXT NOT NULL,
    row       INTEGER NOT NULL REFERENCES passages (row) ON DELETE CASCADE,
    score     REAL NOT NULL,
    is_mark   INTEGER NOT NULL,   -- 0: the theme is named in passing, too little to be marked with it
    terms     TEXT NOT NULL,      -- JSON: term, start, end
    PRIMARY KEY (theme, row)
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS marks_by_passage ON marks (row);

CREATE TABLE IF NOT EXISTS marked (   -- the passages that were looked at for marks, by the themes of the manifest
    row INTEGER PRIMARY KEY REFERENCES passages (row) ON DELETE CASCADE
);

CREATE TABLE IF NOT EXISTS notebook (
    kind   TEXT NOT NULL,   -- what a person keeps: a saved question, a decision on a mark, a tray
    id     TEXT NOT NULL,
    record TEXT NOT NULL,   -- JSON
    PRIMARY KEY (kind, id)
) WITHOUT ROWID;
