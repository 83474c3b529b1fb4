package store

import (
	"encoding/json"
	"errors"
	"log/slog"

	"lianzhan/station"
	"lianzhan/station/slate"
	"lianzhan/store/engine"
)

// A county's server keeps its store in a database that several processes write to. Each commit leaves a note there, from
// which the others learn what was announced and where the log stands.

// note is what one process leaves for the others.
type note struct {
	Position position      `json:"position"`
	Refs     []station.Ref `json:"refs"`
}

// publish announces a commit once it is on disk: here, and to the other processes.
func (db *DB) publish(tx engine.Tx, p position, refs []station.Ref) error {
	if far, ok := tx.(engine.Far); ok {
		told := p
		told.Books = nil
		raw, err := json.Marshal(note{told, refs})
		if err != nil {
			return err
		}
		far.Tell(raw)
	}
	tx.OnCommit(func() { db.announce(p, refs) })
	return nil
}

// overhear announces what another process committed. It is called in the order of the commits.
func (db *DB) overhear(raw []byte) {
	switch {
	case raw == nil:
		db.catchUp()
		return
	case len(raw) == 0:
		return // a commit nobody is told of
	}
	var n note
	if err := json.Unmarshal(raw, &n); err != nil {
		slog.Error("another process left a note that cannot be read", "error", err)
		return
	}
	db.announce(n.Position, n.Refs)
}

// maxCaught is how many lines of the log are read at once to catch up.
const maxCaught = 1000

// catchUp announces what the log says happened since this process last heard of the others: it was cut off for so long
// that their notes are gone. A log that was set back is left for the next commit to see (DB.position).
func (db *DB) catchUp() {
	for {
		changes, last, err := db.Changes(db.Seq(), maxCaught)
		if err == nil && len(changes) == 0 {
			err = db.load()
		}
		if err != nil {
			slog.Error("commits of other processes were missed", "error", err)
		}
		if err != nil || len(changes) == 0 {
			return
		}
		refs := make([]station.Ref, len(changes))
		for i, c := range changes {
			refs[i] = station.Ref{Kind: c.Kind, ID: c.ID}
		}
		db.seq.Store(last)
		db.tell(station.Announcement{Seq: last, Refs: refs})
	}
}

// listen has the commits of other processes told, where there are others.
func (db *DB) listen() error {
	shared, ok := db.engine.(engine.Shared)
	if !ok {
		return nil
	}
	if err := shared.Follow(db.overhear); err != nil {
		return err
	}
	return db.load() // what was committed before anybody listened
}

// Slate is what the processes of this box remember together for a while.
func (db *DB) Slate() slate.Slate { return db.slate }

// unwritten is what a writer hears whose commit failed. An engine that knows better what happened says it itself.
func unwritten(err error) error {
	var worded *station.Error
	if errors.As(err, &worded) {
		return err
	}
	return station.Busy("disk_write_failed", "没有存上：磁盘可能满了或坏了，请叫工作人员。").Because(err)
}

// foresee names the records a batch is about, so that a database far away is asked once for all of them.
func foresee(tx engine.Tx, batch []*writer) error {
	far, ok := tx.(engine.Far)
	if !ok {
		return nil
	}
	keys := map[string][][]byte{}
	for _, w := range batch {
		for _, e := range w.edits {
			bucket := stateBucket(e.Kind)
			keys[bucket] = append(keys[bucket], []byte(e.ID))
		}
	}
	for bucket, ids := range keys {
		if err := far.Foresee(bucket, ids...); err != nil {
			return err
		}
	}
	return nil
}

// ErrElsewhere is the answer to a wish that the database's own people fulfil.
var ErrElsewhere = station.Conflict("database_elsewhere", "数据在单位的数据库服务器里，请让数据库管理员来做（见 docs/database.md）。")
