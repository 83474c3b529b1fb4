package postgres

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"io"
	"time"

	"lianzhan/store/engine"
)

// The states of a file, as schema.sql tells them.
const (
	fileArriving = iota
	fileWhole
	fileGone
)

const (
	partSize  = 1 << 20 // bytes of a row
	maxCarry  = 10 * time.Minute
	fileState = "SELECT here, state, since FROM lz_file WHERE hash = $1"
)

// Stands is how far a file is there.
func (e *Engine) Stands(hash string) (at int64, whole bool, err error) {
	err = e.patiently(context.Background(), func(ctx context.Context) error {
		f, err := e.file(ctx, e.db, hash, "")
		at, whole = f.here, f.state == fileWhole
		return err
	})
	return at, whole, unread(err)
}

// stood is a file as its row tells it.
type stood struct {
	here  int64
	state int
	since time.Time
	known bool
}

func (e *Engine) file(ctx context.Context, db asker, hash, lock string) (f stood, err error) {
	err = db.QueryRowContext(ctx, fileState+lock, hash).Scan(&f.here, &f.state, &f.since)
	if errors.Is(err, sql.ErrNoRows) {
		return f, nil
	}
	f.known = err == nil
	return f, err
}

// unlisted asks carry to pass over a file that is not known.
const unlisted = -1

// carry runs one transaction about a file, whose row it locks.
func (e *Engine) carry(hash string, size int64, fn func(context.Context, *sql.Tx, stood) error) error {
	ctx, cancel := context.WithTimeout(context.Background(), maxCarry)
	defer cancel()
	tx, f, err := e.lockFile(ctx, hash, size)
	if err != nil {
		return unsaved(err)
	}
	defer func() { _ = tx.Rollback() }() // after a commit it says only that there was one
	err = fn(ctx, tx, f)
	if err != nil && !errors.Is(err, engine.ErrAltered) {
		return err
	}
	return errors.Join(err, unsaved(tx.Commit()))
}

// lockFile begins a transaction that holds a file's row. A connection that broke while idle is no reason to give up.
func (e *Engine) lockFile(ctx context.Context, hash string, size int64) (*sql.Tx, stood, error) {
	for end := time.Now().Add(maxReach); ; {
		tx, err := e.db.BeginTx(ctx, nil)
		if err == nil {
			var f stood
			if f, err = e.file(ctx, tx, hash, " FOR UPDATE"); err == nil && !f.known && size != unlisted {
				_, err = tx.ExecContext(ctx, "INSERT INTO lz_file (hash, size, here, state, since) VALUES ($1, $2, 0, 0, now())", hash, size)
			}
			if err == nil {
				return tx, f, nil
			}
			_ = tx.Rollback() // its connection may be broken
		}
		// Of two who bring the same file at once one makes the row, the other finds it.
		if sqlState(err) != uniqueViolation && !severed(err) || time.Now().After(end) {
			return nil, stood{}, err
		}
		select {
		case <-ctx.Done():
			return nil, stood{}, err
		case <-time.After(betweenTry):
		}
	}
}

// Keep takes a whole file.
func (e *Engine) Keep(hash string, size int64, content io.Reader) error {
	return e.carry(hash, size, func(ctx context.Context, tx *sql.Tx, f stood) error {
		if f.state != fileWhole {
			if _, err := tx.ExecContext(ctx, "DELETE FROM lz_part WHERE hash = $1", hash); err != nil {
				return unsaved(err)
			}
			if err := shelve(ctx, tx, hash, content); err != nil {
				return err
			}
		}
		return stamp(ctx, tx, hash, size, size, fileWhole)
	})
}

// shelve writes a file's bytes row by row.
func shelve(ctx context.Context, tx *sql.Tx, hash string, content io.Reader) error {
	part := make([]byte, partSize)
	for at := int64(0); ; {
		n, err := io.ReadFull(content, part)
		if n > 0 {
			if err := addPart(ctx, tx, hash, at, part[:n]); err != nil {
				return err
			}
			at += int64(n)
		}
		switch {
		case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
			return nil
		case err != nil:
			return err
		}
	}
}

func addPart(ctx context.Context, tx *sql.Tx, hash string, at int64, part []byte) error {
	_, err := tx.ExecContext(ctx, "INSERT INTO lz_part (hash, at, v) VALUES ($1, $2, $3)", hash, at, part)
	return unsaved(err)
}

// stamp notes how far a file is there, and that it was taken in now.
func stamp(ctx context.Context, tx *sql.Tx, hash string, size, here int64, state int) error {
	_, err := tx.ExecContext(ctx, "UPDATE lz_file SET size = $2, here = $3, state = $4, since = now() WHERE hash = $1", hash, size, here, state)
	return unsaved(err)
}

// Append adds to a file that comes in parts.
func (e *Engine) Append(hash string, at, length int64, part []byte) (offset int64, whole bool, err error) {
	err = e.carry(hash, length, func(ctx context.Context, tx *sql.Tx, f stood) error {
		offset, whole = f.here, f.state == fileWhole
		switch {
		case whole:
			return nil
		case at != offset:
			return engine.ErrOffset
		case len(part) > 0:
			if err := addPart(ctx, tx, hash, at, part); err != nil {
				return err
			}
		}
		if offset += int64(len(part)); offset < length {
			return stamp(ctx, tx, hash, length, offset, fileArriving)
		}
		sum := sha256.New()
		if err := fetch(ctx, tx, hash, sum); err != nil {
			return unsaved(err)
		}
		if whole = hex.EncodeToString(sum.Sum(nil)) == hash; !whole {
			offset = 0
			return errors.Join(engine.ErrAltered, forget(ctx, tx, hash))
		}
		return stamp(ctx, tx, hash, length, length, fileWhole)
	})
	return offset, whole, err
}

// forget takes a file's bytes out; its row says that the table still holds them until it is rewritten.
func forget(ctx context.Context, tx *sql.Tx, hash string) error {
	if _, err := tx.ExecContext(ctx, "DELETE FROM lz_part WHERE hash = $1", hash); err != nil {
		return unsaved(err)
	}
	return stamp(ctx, tx, hash, 0, 0, fileGone)
}

// fetch writes out what is there of a file, one row at a time.
func fetch(ctx context.Context, db asker, hash string, into io.Writer) error {
	for at := int64(0); ; {
		var part []byte
		err := db.QueryRowContext(ctx, "SELECT v FROM lz_part WHERE hash = $1 AND at = $2", hash, at).Scan(&part)
		if errors.Is(err, sql.ErrNoRows) || err == nil && len(part) == 0 {
			return nil
		}
		if err != nil {
			return err
		}
		if _, err := into.Write(part); err != nil {
			return err
		}
		at += int64(len(part))
	}
}

// Fetch writes a whole file out.
func (e *Engine) Fetch(hash string, into io.Writer) (found bool, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), maxCarry)
	defer cancel()
	f, err := e.file(ctx, e.db, hash, "")
	if err != nil || f.state != fileWhole || !f.known {
		return false, unread(err)
	}
	return true, unread(fetch(ctx, e.db, hash, into))
}
