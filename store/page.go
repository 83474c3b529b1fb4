package store

import (
	"bytes"
	"encoding/binary"
	"slices"

	"lianzhan/station"
	"lianzhan/store/engine"
)

// page is the stretch of the log one transaction writes.
type page struct {
	tx       engine.Tx
	position position
	scope    string
	now      station.Reading
	refs     []station.Ref
	key      [9]byte // of the line of the log at hand
	broken   error   // the transaction itself failed; nothing of it may be committed
}

func (db *DB) newPage(tx engine.Tx) (*page, error) {
	pos, err := readPosition(tx)
	if err != nil {
		return nil, err
	}
	return &page{tx: tx, position: pos, scope: db.scope, now: db.Now()}, nil
}

// line is one change ready to be put, with the record it leads to.
type line struct {
	header  []byte
	body    []byte
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
	if e.Class == station.Personal && e.Op == station.OpEvent {
		e.Fields = salted(e.Fields)
	}
	p.position.HLC = p.position.HLC.Next(p.now.Time)
	c := station.Change{Body: e.Fields, Header: station.Header{
		Origin: p.position.Origin, Ctr: p.position.Ctr + 1, Prev: p.position.Head,
		HLC: p.position.HLC, Trust: p.now.Trust, Scope: p.scope, Class: e.Class,
		Kind: e.Kind, ID: e.ID, Op: e.Op, Base: record.Revision,
		BodyHash: station.HashOf(e.Fields), Schema: 1, Actor: actor, Serial: p.position.next(e.Book),
	}}
	next, err := record.Apply(c)
	if err != nil {
		return line{}, err
	}
	header := c.Header.Canonical()
	p.position.Seq, p.position.Ctr, p.position.Head = p.position.Seq+1, c.Ctr, station.HashOf(header)
	number(next.Events, c.Header.Revision(), p.position.Seq)
	gone := blanked(record, next)
	p.position.Erased = p.position.Erased || len(gone) > 0
	return line{header: header, body: c.Body, record: next, blanked: gone}, nil
}

// salted adds random bytes to the body of a personal event: its hash outlives its erasure, and a telephone number alone
// could be guessed from it.
func salted(body []byte) []byte {
	if !bytes.HasPrefix(body, []byte(`{"`)) {
		return body
	}
	return slices.Concat([]byte(`{"salt":"`+randomHex(16)+`",`), body[1:])
}

// number notes where in this box's log an event stands.
func number(events []station.Event, revision station.Revision, seq uint64) {
	for i := range events {
		if events[i].Revision == revision {
			events[i].Line = seq
		}
	}
}

// blanked lists the lines of the log whose bodies a change took away.
func blanked(before, after station.Record) []uint64 {
	var lines []uint64
	for i, e := range after.Events {
		if e.Erased() && i < len(before.Events) && !before.Events[i].Erased() {
			lines = append(lines, e.Line)
		}
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
	return nil
}

// keep writes a record as a writer's edits leave it. Lines of the audit have no state.
func (p *page) keep(record station.Record) error {
	p.refs = append(p.refs, station.Ref{Kind: record.Kind, ID: record.ID})
	if record.Kind == station.KindAudit {
		return nil
	}
	return putJSON(p.tx, stateBucket(record.Kind), []byte(record.ID), record)
}

// finish writes where the log and this box's chain stand now.
func (p *page) finish() error {
	return putJSON(p.tx, bucketMeta, keyPosition, p.position)
}

// The parts of a line in the log. The body is a part of its own, so that it can be erased while the chain verifies.
const (
	partHeader = 0
	partBody   = 1
)

func logKey(seq uint64, part byte) []byte {
	return append(binary.BigEndian.AppendUint64(make([]byte, 0, 9), seq), part)
}

// logKey is good until it is called again: a key is not kept by the transaction it is handed to.
func (p *page) logKey(seq uint64, part byte) []byte {
	binary.BigEndian.PutUint64(p.key[:], seq)
	p.key[8] = part
	return p.key[:]
}
