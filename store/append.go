package store

import (
	"bytes"
	"errors"
	"strings"

	"lianzhan/station"
)

// The bounds of what another box may send.
const (
	maxCtr  = 1 << 62
	maxName = 200      // bytes of a chain's name or of a kind's
	maxHead = 64 << 10 // bytes of a header
)

// Append takes a change of another box in. One that is held already changes nothing, unless its record was taken out since:
// then it is told again, and comes to the end of the log so that whoever reads on from there hears of it too.
func (l *ledger) Append(e station.Entry) (uint64, error) {
	if l.sealed {
		return 0, errSealed
	}
	header := e.Header.Canonical()
	if err := acceptable(e, header); err != nil {
		return 0, err
	}
	unfit := fitting(e)
	if unfit != nil && e.Fault == "" {
		return 0, unfit
	}
	old, err := l.line(e.Chain(), e.Ctr)
	switch {
	case err != nil:
		return 0, err
	case old.header == nil && l.own(e):
		return 0, errOwn
	case old.header != nil && !bytes.Equal(old.header, header):
		return 0, errHeld
	case old.header != nil && !old.out:
		return old.Seq, nil
	}
	e.Seq = l.position.Seq + 1
	if unfit == nil {
		err = l.apply(e, header)
	} else {
		l.put(e, header, 0)
	}
	if err != nil {
		return 0, err
	}
	l.wrote(l.enter(e, header, old.Seq))
	return e.Seq, l.broken
}

// apply puts a line of a record, and folds it in unless it carries a fault. Nothing is written of one that cannot be.
func (l *ledger) apply(e station.Entry, header []byte) error {
	ref := station.Ref{Kind: e.Kind, ID: e.ID}
	before, err := l.state(ref)
	if err != nil {
		return err
	}
	next := *before
	if e.Fault == "" && e.Kind != station.KindAudit {
		if next, err = before.Take(e); err != nil {
			return err
		}
	}
	if next.Forgot(e) {
		e.Body = nil
	}
	number(&next, e.Revision(), e.Seq)
	l.put(e, header, l.position.before(*before))
	l.stage(ref, next)
	if e.Op == station.OpErase {
		l.wrote(l.forget(ref))
	}
	return nil
}

// forget takes the bodies of a record's erased events out of the log, of those in quarantine too.
func (l *ledger) forget(ref station.Ref) error {
	record, err := l.state(ref)
	if err != nil {
		return err
	}
	lines, err := l.lines(ref)
	for _, at := range lines {
		if at.Body != nil && record.Forgot(at.Entry) {
			l.blank(at.Seq)
		}
	}
	return errors.Join(err, l.broken)
}

// own reports whether a chain is the one this box writes now, or one that never travels: nobody else has anything to say
// there. What a clone of this box wrote comes as a branch.
func (l *ledger) own(e station.Entry) bool {
	return e.Chain() == l.position.Origin || neverTravels(e.Origin)
}

// acceptable holds an entry against the bounds of the log. Whether it may be written by whom it says is for others.
func acceptable(e station.Entry, header []byte) error {
	switch {
	case e.Ctr == 0 || e.Ctr > maxCtr || e.Origin == "" || len(e.Chain()) > maxName || len(header) > maxHead,
		strings.ContainsAny(e.Origin, "#\x00"),
		e.Branch != "" && (!strings.HasPrefix(e.Branch, "#") || strings.ContainsRune(e.Branch, 0)):
		return errShape
	case e.Body != nil && !e.BodyHash.Of(e.Body):
		return errBody
	}
	return nil
}

// fitting holds an entry against the bounds of a record. What does not fit may lie in quarantine, so that it does not hold
// up its chain, but never comes out of it.
func fitting(e station.Entry) error {
	switch {
	case e.HLC < 0 || e.At < 0 || e.ID == "" || len(e.ID) > maxID,
		e.Kind == "" || len(e.Kind) > maxName || strings.ContainsRune(string(e.Kind), 0):
		return errShape
	case len(e.Body) > maxBody:
		return station.Invalid("change_too_large", "内容太长，一次最多 256 KB。")
	}
	return nil
}

func fits(e station.Entry) bool { return fitting(e) == nil }

// put writes the parts of a line; before is the line about the same record before it.
func (l *ledger) put(e station.Entry, header []byte, before uint64) {
	l.position.Seq, l.grown = e.Seq, true
	l.wrote(l.tx.Put(bucketLog, logKey(e.Seq, partHeader), header))
	if len(e.Body) > 0 {
		l.wrote(l.tx.Put(bucketLog, logKey(e.Seq, partBody), e.Body))
	}
	l.wrote(l.tx.Put(bucketLog, logKey(e.Seq, partEnvelope), envelopeOf(e).encoded()))
	if before > 0 {
		l.wrote(l.tx.Put(bucketLog, logKey(e.Seq, partLink), number8(before)))
	}
}

// blank takes a body out of the log; the next compaction takes it out of the file.
func (l *ledger) blank(seq uint64) {
	l.position.Erased, l.grown = true, true
	l.wrote(l.tx.Delete(bucketLog, logKey(seq, partBody)))
}
