package store

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"math"
	"slices"

	"lianzhan/station"
	"lianzhan/store/engine"
)

// page is the stretch of the log one transaction writes.
type page struct {
	tx       engine.Tx
	position position
	scope    string
	keeps    []station.Kind
	now      station.Reading
	refs     []station.Ref
	key      [9]byte // of the line of the log at hand
	broken   error   // the transaction itself failed; nothing of it may be committed
}

func (db *DB) newPage(tx engine.Tx) (*page, error) {
	pos, err := db.position(tx)
	if err != nil {
		return nil, err
	}
	return &page{tx: tx, position: pos, scope: db.scopeOf(pos), keeps: db.keeps, now: db.Now()}, nil
}

// line is one change ready to be put, with the record it leads to.
type line struct {
	header  []byte
	body    []byte
	held    []byte // key of the run it begins in its chain, if it begins one
	before  uint64 // line about the same record before this one
	record  station.Record
	blanked []uint64 // lines of the log whose bodies go
}

// add appends one writer's edits: all of them are checked before the first is put.
func (p *page) add(actor string, edits []station.Edit) (uint64, error) {
	before := p.position.clone()
	lines := make([]line, 0, len(edits))
	staged := map[station.Ref]station.Record{}
	for _, e := range edits {
		l, err := p.stage(actor, e, staged)
		if err != nil {
			p.position = before
			return 0, err
		}
		staged[station.Ref{Kind: e.Kind, ID: e.ID}] = l.record
		lines = append(lines, l)
	}
	for i, l := range lines {
		if p.broken = p.put(before.Seq+uint64(i)+1, l); p.broken != nil {
			return 0, p.broken
		}
	}
	for _, record := range staged {
		if p.broken = p.keep(record); p.broken != nil {
			return 0, p.broken
		}
	}
	return p.position.Seq, nil
}

// stage turns an edit into the next change of this box's chain and applies it to the record.
func (p *page) stage(actor string, e station.Edit, staged map[station.Ref]station.Record) (line, error) {
	switch {
	case len(e.Fields) > maxBody:
		return line{}, station.Invalid("change_too_large", "内容太长，一次最多 256 KB。")
	case e.Kind == "" || e.ID == "" || len(e.ID) > maxID:
		return line{}, station.Invalid("record_id_invalid", "记录的编号不对。")
	}
	record, ok := staged[station.Ref{Kind: e.Kind, ID: e.ID}]
	if !ok {
		var err error
		if record, err = readRecord(p.tx, e.Kind, e.ID); err != nil {
			return line{}, err
		}
	}
	if !ok && e.Base != "" && e.Base != record.Revision {
		return line{}, station.Conflict("record_changed", "这条记录刚被别人改过，请重新打开再改。")
	}
	scope, err := p.scopeFor(e, record)
	if err != nil {
		return line{}, err
	}
	if e.Class == station.Personal && e.Op == station.OpEvent {
		e.Fields = salted(e.Fields)
	}
	at, origin := &p.position.tip, p.position.Origin
	if e.Class == station.Local || slices.Contains(p.keeps, e.Kind) {
		at, origin = &p.position.Local, origin+localChain
	}
	c := station.Change{Body: e.Fields, Header: station.Header{
		Origin: origin, Ctr: at.Ctr + 1, Prev: at.Head,
		HLC: p.tick(record), Trust: p.now.Trust, Scope: scope, Class: e.Class,
		Kind: e.Kind, ID: e.ID, Op: e.Op, Base: record.Revision,
		BodyHash: station.HashOf(e.Fields), Schema: 1, Actor: actor, Serial: p.position.next(e.Book),
	}}
	next, err := record.Take(station.Entry{Change: c, Place: scope})
	if err != nil {
		return line{}, err
	}
	header := c.Header.Canonical()
	p.position.Seq++
	number(&next, c.Header.Revision(), p.position.Seq)
	l := line{header: header, body: c.Body, record: next, before: p.position.before(record), blanked: blanked(record, next)}
	if at.advance(c.Ctr, p.position.Seq, station.HashOf(header)) {
		l.held = heldKey(origin, c.Ctr)
	}
	p.position.Erased = p.position.Erased || len(l.blanked) > 0
	return l, nil
}

// tick is the time of the next change of a record: by this box's clock, but after all its editor could see, for an edit
// must not lose to what it was made upon. Only this one change is moved, never the clock itself, so that a box with a
// clock in 2099 cannot draw others there: what it spoilt can be written over, and nothing else is touched.
func (p *page) tick(record station.Record) station.HLC {
	p.position.HLC = p.position.HLC.Next(p.now.Time)
	if seen := record.Latest(); seen >= p.position.HLC && seen < math.MaxInt64 {
		return seen + 1
	}
	return p.position.HLC
}

// scopeFor keeps a record where it is; a new one belongs where the edit says, else to this box. What stands above the box
// is not its to write, nor may it give anything away out of its branch.
func (p *page) scopeFor(e station.Edit, record station.Record) (string, error) {
	place := station.Resolve(record.Place, p.scope)
	if record.Revision == "" && e.Scope != "" {
		place = station.Resolve(e.Scope, p.scope)
	}
	to := place
	if e.Op == station.OpMove {
		var move station.Move
		if err := json.Unmarshal(e.Fields, &move); err == nil { // one that cannot be read is refused when it is applied
			to = move.To
		}
	}
	switch {
	case p.stood(place) && p.stood(to): // not given its new place yet
	case p.scope != place && station.ScopeWithin(p.scope, place):
		return "", station.Conflict("record_from_above", "这条由上级维护，本站不能改。")
	case !station.ScopeWithin(place, p.scope) || !station.ScopeWithin(to, p.scope):
		return "", station.Invalid("scope_not_yours", "“%s”不在本站管的范围里。", to)
	}
	return place, nil
}

// stood reports whether a place belongs to where this box stood before it was moved.
func (p *page) stood(place string) bool {
	return slices.ContainsFunc(p.position.Former, func(former string) bool { return station.ScopeWithin(place, former) })
}

// salted adds random bytes to the body of a personal event: its hash outlives its erasure, and a telephone number alone
// could be guessed from it.
func salted(body []byte) []byte {
	if !bytes.HasPrefix(body, []byte(`{"`)) {
		return body
	}
	return slices.Concat([]byte(`{"salt":"`+randomHex(16)+`",`), body[1:])
}

// number notes where in this box's log the change of a revision stands.
func number(record *station.Record, revision station.Revision, seq uint64) {
	record.Line = seq
	for i := range record.Events {
		if record.Events[i].Revision == revision {
			record.Events[i].Line = seq
		}
	}
}

// blanked lists the lines of the log whose bodies a change took away. It may have put an event among the others.
func blanked(before, after station.Record) []uint64 {
	var lines []uint64
	old := before.Events
	for _, e := range after.Events {
		if len(old) == 0 || old[0].Revision != e.Revision {
			continue
		}
		if e.Erased() && !old[0].Erased() {
			lines = append(lines, e.Line)
		}
		old = old[1:]
	}
	return lines
}

// put enters a change in the log.
func (p *page) put(seq uint64, l line) error {
	for _, seq := range l.blanked {
		if err := p.tx.Delete(bucketLog, p.logKey(seq, partBody)); err != nil {
			return err
		}
	}
	if err := p.tx.Put(bucketLog, p.logKey(seq, partHeader), l.header); err != nil {
		return err
	}
	if len(l.body) > 0 {
		if err := p.tx.Put(bucketLog, p.logKey(seq, partBody), l.body); err != nil {
			return err
		}
	}
	if l.before > 0 {
		if err := p.tx.Put(bucketLog, p.logKey(seq, partLink), number8(l.before)); err != nil {
			return err
		}
	}
	if l.held == nil {
		return nil
	}
	return p.tx.Put(bucketHeld, l.held, number8(seq))
}

// keep writes a record as a writer's edits leave it. Lines of the audit have no state.
func (p *page) keep(record station.Record) error {
	p.refs = append(p.refs, station.Ref{Kind: record.Kind, ID: record.ID})
	if record.Kind == station.KindAudit {
		return nil
	}
	return putRecord(p.tx, record)
}

// finish writes where the log and this box's chain stand now.
func (p *page) finish() error {
	return putJSON(p.tx, bucketMeta, keyPosition, p.position)
}

// logKey is good until it is called again: a key is not kept by the transaction it is handed to.
func (p *page) logKey(seq uint64, part byte) []byte {
	binary.BigEndian.PutUint64(p.key[:], seq)
	p.key[8] = part
	return p.key[:]
}
