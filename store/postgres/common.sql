-- What the processes of a county share beside its records, so that they need no common disk.

-- The county's secret key: one row. Whoever reads it can speak for the county; no role for reports may.
CREATE TABLE lz_key (
  one integer PRIMARY KEY,
  key bytea NOT NULL
);

-- What wipes itself off: who is signed in, how often somebody guessed, whose turn it is.
CREATE TABLE lz_slate (
  k text COLLATE "C" PRIMARY KEY,
  v bytea NOT NULL,
  ends timestamp with time zone NOT NULL
) WITH (fillfactor = 50);

-- Files: state 0 arriving, 1 whole, 2 gone until the table is rewritten. Their bytes, by offset.
CREATE TABLE lz_file (
  hash text COLLATE "C" PRIMARY KEY,
  size bigint NOT NULL,
  here bigint NOT NULL,
  state integer NOT NULL,
  since timestamp with time zone NOT NULL
);
CREATE TABLE lz_part (
  hash text COLLATE "C" NOT NULL,
  at bigint NOT NULL,
  v bytea NOT NULL,
  PRIMARY KEY (hash, at)
);
ALTER TABLE lz_part ALTER COLUMN v SET STORAGE EXTERNAL;

UPDATE lz_turn SET layout = 2 WHERE one = 1;
