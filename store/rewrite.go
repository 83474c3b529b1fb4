package store

import (
	"lianzhan/station"
	"lianzhan/store/engine"
)

// rewriteShared has a shared database rewrite its tables. Other processes may erase meanwhile: what they owe is noted apart
// from what this rewriting settles.
func (db *DB) rewriteShared() error {
	compacter, ok := db.engine.(engine.Compacter)
	if !ok {
		return ErrElsewhere
	}
	if db.queue.over() {
		return errClosed
	}
	if err := db.owe(func(p *position) { p.Erased, p.Rewriting = false, true }); err != nil {
		return err
	}
	if err := compacter.Compact(); err != nil {
		return err // still Rewriting: owed
	}
	return db.owe(func(p *position) { p.Rewriting = false })
}

// owe alters what the position says is still to be done.
func (db *DB) owe(alter func(*position)) error {
	err := db.engine.Update(func(tx engine.Tx) error {
		p, err := readPosition(tx)
		if err != nil {
			return err
		}
		alter(&p)
		if err := putJSON(tx, bucketMeta, keyPosition, p); err != nil {
			return err
		}
		return db.publish(tx, p, []station.Ref{})
	})
	if err != nil {
		return unwritten(err)
	}
	return nil
}
