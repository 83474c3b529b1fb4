-- The log of changes: key = log number (8 bytes, big-endian) and part (1 byte), as in docs/disk.md.
CREATE TABLE lz_log (
  b text COLLATE "C" NOT NULL,
  k bytea NOT NULL,
  v bytea NOT NULL,
  PRIMARY KEY (b, k)
);

-- Everything else: records by kind and id, counters, notes.
CREATE TABLE lz_kept (
  b text COLLATE "C" NOT NULL,
  k bytea NOT NULL,
  v bytea NOT NULL,
  PRIMARY KEY (b, k)
) WITH (fillfactor = 80);

-- One row: every commit locks it first and takes the next number.
CREATE TABLE lz_turn (
  one integer PRIMARY KEY,
  layout integer NOT NULL,
  turn bigint NOT NULL,
  mark text NOT NULL
) WITH (fillfactor = 10);
INSERT INTO lz_turn (one, layout, turn, mark) VALUES (1, 1, 0, '');

-- The last commits: who made them, and what they touched.
CREATE TABLE lz_commit (
  turn bigint PRIMARY KEY,
  mark text NOT NULL,
  note bytea NOT NULL
);

-- For reports. A record's fields: record::json -> 'fields'.
CREATE VIEW lz_record AS
  SELECT substr(b, 7) AS kind, convert_from(k, 'UTF8') AS id, convert_from(v, 'UTF8') AS record
  FROM lz_kept WHERE b LIKE 'state/%';

CREATE VIEW lz_change AS
  SELECT ('x' || encode(substring(h.k FROM 1 FOR 8), 'hex'))::bit(64)::bigint AS seq,
    convert_from(h.v, 'UTF8') AS header, convert_from(t.v, 'UTF8') AS body
  FROM lz_log h LEFT JOIN lz_log t ON t.b = 'log' AND t.k = substring(h.k FROM 1 FOR 8) || decode('01', 'hex')
  WHERE h.b = 'log' AND substring(h.k FROM 9 FOR 1) = decode('00', 'hex');
