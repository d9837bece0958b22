-- Tables of our own, which Optuna does not look at. Format 1.

-- The head of the study by name, and the seconds used so far.
CREATE TABLE hpm_meta (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- A trial as the sweep asked for it, and the Optuna trial that shows it.
CREATE TABLE hpm_trials (
    number INTEGER NOT NULL PRIMARY KEY,
    trial_id INTEGER NOT NULL UNIQUE REFERENCES trials (trial_id),
    info TEXT NOT NULL,
    fate TEXT
);

CREATE TABLE hpm_stages (
    number INTEGER NOT NULL REFERENCES hpm_trials (number),
    until INTEGER NOT NULL,
    stage TEXT NOT NULL,
    PRIMARY KEY (number, until)
);

-- Measured on the test part.
CREATE TABLE hpm_scores (
    number INTEGER NOT NULL PRIMARY KEY REFERENCES hpm_trials (number),
    score TEXT NOT NULL
);

CREATE TABLE hpm_rungs (number INTEGER NOT NULL PRIMARY KEY, rung TEXT NOT NULL);

CREATE TABLE hpm_decisions (number INTEGER NOT NULL PRIMARY KEY, decision TEXT NOT NULL);

-- What the clock decided: a resumed sweep decides the same.
CREATE TABLE hpm_cutoffs (number INTEGER NOT NULL PRIMARY KEY, cutoff TEXT NOT NULL);

CREATE TABLE hpm_outcome (
    number INTEGER NOT NULL PRIMARY KEY CHECK (number = 0),
    outcome TEXT NOT NULL
);
