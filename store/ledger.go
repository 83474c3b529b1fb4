package store

import (
	"context"
	"encoding/json"
	"slices"

	"lianzhan/station"
	"lianzhan/store/engine"
)

// ledger is one transaction as sync uses it.
type ledger struct {
	reader
	position position
	keeps    []station.Kind
	sealed   bool                            // it only reads
	tips     map[string]tip                  // of chains that grew
	states   map[station.Ref]*station.Record // records that changed, written at the end
	unsaved  map[station.Ref]bool
	waiting  []station.Ref // unsaved, in the order they changed: mostly that of their ids, which the database likes best
	touched  map[station.Ref]bool
	refs     []station.Ref // touched, in order
	grown    bool          // the position changed
	dirty    bool          // anything did
	broken   error         // the transaction itself failed; nothing of it may be committed
}

var _ station.Ledger = (*ledger)(nil)

// The refusals of the ledger.
var (
	errSealed  = station.Conflict("read_only", "这里只能读，不能写。")
	errHeld    = station.Conflict("change_held", "这条变更已经有了，内容不一样。")
	errNotHeld = station.NotFound("change_not_found", "没有这条变更。")
	errErased  = station.Conflict("change_erased", "这条内容已经擦除，不能再补上。")
	errBody    = station.Conflict("body_altered", "变更内容被改动过。")
	errOwn     = station.Conflict("change_held", "这条变更用了本站的名字，不是本站写的。")
	errShape   = station.Invalid("entry_invalid", "变更的格式不对。")
)

// Exchange runs one transaction of sync: all of it commits or nothing does, in turn with the writers, and the records it
// touched are announced. What fn returns is returned; a panic in fn undoes everything and goes on.
func (db *DB) Exchange(ctx context.Context, fn func(station.Ledger) error) error {
	return db.alone(ctx, func(tx engine.Tx) (position, []station.Ref, error) {
		l, err := db.newLedger(tx)
		if err == nil {
			err = fn(l)
		}
		if err == nil {
			err = l.finish()
		}
		if err == nil && !l.dirty {
			err = errNothing
		}
		return l.position, l.refs, err
	})
}

// Inspect hands fn the ledger as it stands at one moment. What would write is refused there with the code read_only.
func (db *DB) Inspect(fn func(station.Ledger) error) error {
	return db.engine.View(func(tx engine.Tx) error {
		p, err := readPosition(tx)
		if err != nil {
			return err
		}
		return fn(&ledger{reader: reader{tx, db.scopeOf(p)}, position: p, keeps: db.keeps, sealed: true})
	})
}

func (db *DB) newLedger(tx engine.Tx) (*ledger, error) {
	p, err := db.position(tx)
	return &ledger{reader: reader{tx, db.scopeOf(p)}, position: p, keeps: db.keeps, tips: map[string]tip{},
		states: map[station.Ref]*station.Record{}, unsaved: map[station.Ref]bool{}, touched: map[station.Ref]bool{}}, err
}

func (l *ledger) Seq() uint64    { return l.position.Seq }
func (l *ledger) Origin() string { return l.position.Origin }
func (l *ledger) Scope() string  { return l.scope }
func (l *ledger) Epoch() string  { return l.position.Epoch }

func (l *ledger) Record(kind station.Kind, id string) (station.Record, error) {
	record, err := l.state(station.Ref{Kind: kind, ID: id})
	if err != nil {
		return *record, err
	}
	return l.shown(*record)
}

func (l *ledger) Records(kind station.Kind) ([]station.Record, error) {
	if err := l.save(); err != nil {
		return nil, err
	}
	return l.reader.Records(kind)
}

func (l *ledger) Place(ref station.Ref) (string, error) {
	if l.sealed {
		return l.reader.place(ref)
	}
	record, err := l.state(ref)
	if err != nil || !record.Known() {
		return "", err
	}
	return placeOf(record.Place, l.scope), nil
}

// state is a record as this transaction leaves it; the caller must not alter it.
func (l *ledger) state(ref station.Ref) (*station.Record, error) {
	if record := l.states[ref]; record != nil {
		return record, nil
	}
	record, err := readRecord(l.tx, ref.Kind, ref.ID)
	if err == nil && !l.sealed {
		l.states[ref] = &record
	}
	return &record, err
}

// stage keeps what a record became. Lines of the audit have no state.
func (l *ledger) stage(ref station.Ref, record station.Record) {
	l.dirty = true
	if ref.Kind == station.KindAudit {
		return
	}
	if !l.touched[ref] {
		l.refs = append(l.refs, ref)
	}
	if !l.unsaved[ref] {
		l.waiting = append(l.waiting, ref)
	}
	l.states[ref], l.unsaved[ref], l.touched[ref] = &record, true, true
}

// save writes the records that changed, so that they can be read where they lie.
func (l *ledger) save() error {
	for _, ref := range l.waiting {
		if l.wrote(putRecord(l.tx, *l.states[ref])); l.broken != nil {
			return l.broken
		}
	}
	clear(l.unsaved)
	l.waiting = l.waiting[:0]
	return nil
}

// wrote notes a write that failed: the transaction is not worth finishing.
func (l *ledger) wrote(err error) {
	l.dirty = true
	if l.broken == nil {
		l.broken = err
	}
}

func (l *ledger) finish() error {
	if err := l.save(); err != nil {
		return err
	}
	for chain, t := range l.tips {
		l.wrote(putJSON(l.tx, bucketChain, []byte(chain), t))
	}
	if l.grown {
		l.wrote(putJSON(l.tx, bucketMeta, keyPosition, l.position))
	}
	return l.broken
}

func (l *ledger) tip(chain string) (tip, error) {
	if t, grew := l.tips[chain]; grew {
		return t, nil
	}
	return l.position.tipOf(l.tx, chain)
}

func (l *ledger) Head(chain string) (uint64, station.Hash, error) {
	t, err := l.tip(chain)
	return t.Ctr, t.Head, err
}

func (l *ledger) Heads() (map[string]uint64, error) {
	heads := map[string]uint64{}
	err := l.tx.Scan(bucketChain, nil, func(chain, raw []byte) (bool, error) {
		var t tip
		err := json.Unmarshal(raw, &t)
		heads[string(chain)] = t.Ctr
		return true, err
	})
	for chain, t := range l.tips {
		heads[chain] = t.Ctr
	}
	heads[l.position.Origin] = l.position.Ctr
	for chain, ctr := range heads {
		if ctr == 0 || neverTravels(chain) {
			delete(heads, chain)
		}
	}
	return heads, err
}

func (l *ledger) Held(chain string, ctr uint64) (station.Entry, bool, error) {
	at, err := l.line(chain, ctr)
	if err != nil || at.header == nil {
		return station.Entry{}, false, err
	}
	return l.told(at), true, nil
}

// line is a held change; without a header when it is not held.
func (l *ledger) line(chain string, ctr uint64) (held, error) {
	t, err := l.tip(chain)
	if err != nil {
		return held{}, err
	}
	seq, err := find(l.tx, chain, t, ctr)
	if err != nil || seq == 0 {
		return held{}, err
	}
	return readLine(l.tx, seq)
}

// told is a line as it is handed out. What this box wrote belongs where it stands; and where an older program wrote in
// the chain that travels what should stay here, the header goes out alone, for the chain must have no gap.
func (l *ledger) told(at held) station.Entry {
	e := at.Entry
	if e.Via == "" && e.Place == "" {
		e.Place = placeOf(e.Header.Scope, l.scope)
		if e.Class == station.Local || slices.Contains(l.keeps, e.Kind) {
			e.Body = nil
		}
	}
	return e
}

// Entries looks at as much of the log as it takes to find one entry, and stops after 4 MB of bodies.
func (l *ledger) Entries(after uint64, limit int) (entries []station.Entry, last uint64, err error) {
	last = after
	if limit <= 0 {
		return nil, last, nil
	}
	read := 0
	err = scanLines(l.tx, after+1, func(at held) (bool, error) {
		last = at.Seq
		if !neverTravels(at.Origin) {
			e := l.told(at)
			entries, read = append(entries, e), read+len(e.Body)
		}
		return len(entries) < limit && read < maxRead, nil
	})
	return entries, last, err
}
