package store

import (
	"context"
	"errors"
	"log/slog"
	"slices"

	"lianzhan/station"
	"lianzhan/store/engine"
)

// An epoch is one life of the log. It ends when the log was set back - by a restore, or by hand - because its numbers are
// then given a second time. The box's own chains end with it: what it writes next is never taken for what was lost.

// begin starts another life of the log and another incarnation of the box.
func (p *position) begin(tx engine.Tx) error {
	for chain, t := range map[string]tip{p.Origin: p.tip, p.Origin + localChain: p.Local} {
		if t.Ctr == 0 {
			continue
		}
		if err := putJSON(tx, bucketChain, []byte(chain), t); err != nil {
			return err
		}
	}
	p.Origin = station.DeviceOf(p.Origin) + "/" + randomHex(8)
	p.Epoch, p.tip, p.Local = randomHex(16), tip{}, tip{}
	return putJSON(tx, bucketMeta, keyPosition, p)
}

// position is where the log stands. One that stands lower than this program saw it was set back under its feet: a standby
// that lagged took over.
func (db *DB) position(tx engine.Tx) (position, error) {
	p, err := readPosition(tx)
	if seen := db.stands.Load(); err == nil && p.Epoch == seen.Epoch && p.Seq < seen.Seq {
		err = p.begin(tx)
		slog.Warn("the log was set back: another epoch begins", "head", p.Seq, "seen", seen.Seq, "epoch", p.Epoch)
	}
	return p, err
}

// Reincarnate begins another epoch of the log and another incarnation of the box, as after a restore.
func (db *DB) Reincarnate(ctx context.Context) error {
	return db.alone(ctx, func(tx engine.Tx) (position, []station.Ref, error) {
		p, err := db.position(tx)
		if err != nil {
			return p, nil, err
		}
		return p, nil, p.begin(tx)
	})
}

// Scope is where the box stands in the tree, "/" when it stands alone.
func (db *DB) Scope() string { return db.scopeOf(*db.stands.Load()) }

func (db *DB) scopeOf(p position) string {
	if p.Scope != "" {
		return p.Scope
	}
	return db.scope
}

// SetScope says where the box stands from now on. What it wrote while it stood alone belongs there too. Errors: invalid
// for what is no path in the tree.
func (db *DB) SetScope(ctx context.Context, scope string) error {
	if scope != "/" && !station.ValidScope(scope) {
		return station.Invalid("scope_invalid", "组织树里没有“%s”这样的位置。", scope)
	}
	return db.alone(ctx, func(tx engine.Tx) (position, []station.Ref, error) {
		p, err := db.position(tx)
		if err != nil {
			return p, nil, err
		}
		if p.Scope != scope && p.Scope != "" && !slices.Contains(p.Former, p.Scope) {
			p.Former = append(slices.Clone(p.Former), p.Scope)
		}
		p.Scope = scope
		return p, nil, putJSON(tx, bucketMeta, keyPosition, p)
	})
}

// alone makes one commit beside the writers', in turn with them. What fn refuses is returned as it is.
func (db *DB) alone(ctx context.Context, fn func(engine.Tx) (position, []station.Ref, error)) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := db.queue.enter(); err != nil {
		return err
	}
	defer db.queue.idle.Done()
	var refused error
	err := db.engine.Update(func(tx engine.Tx) error {
		p, refs, err := fn(tx)
		if refused = err; err != nil {
			return err
		}
		return db.publish(tx, p, refs)
	})
	switch {
	case errors.Is(refused, errNothing):
		return nil
	case refused != nil:
		return refused
	case err != nil:
		return unwritten(err)
	}
	return nil
}
