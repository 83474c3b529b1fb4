package store

import (
	"bytes"
	"errors"

	"lianzhan/station"
)

func (l *ledger) Settle(chain string, ctr uint64, at station.HLC) error {
	err := l.change(chain, ctr, func(e *held) error {
		if at <= 0 {
			return errShape
		}
		e.At = at
		return nil
	})
	if err != nil || chain != l.position.Origin || at >= l.position.HLC {
		return err
	}
	if head, _, err := l.Head(chain); err != nil || ctr != head {
		return err
	}
	l.position.HLC, l.grown = at, true
	return nil
}

func (l *ledger) Fill(chain string, ctr uint64, body []byte) error {
	return l.change(chain, ctr, func(e *held) error {
		record, err := l.state(station.Ref{Kind: e.Kind, ID: e.ID})
		switch {
		case err != nil:
			return err
		case e.out:
			return errNotHeld
		case !e.BodyHash.Of(body):
			return errBody
		case record.Forgot(e.Entry):
			return errErased
		}
		e.Body = bytes.Clone(body)
		return nil
	})
}

func (l *ledger) Drop(chain string, ctr uint64) error {
	return l.change(chain, ctr, func(e *held) error {
		e.Body = nil
		return nil
	})
}

func (l *ledger) Release(chain string, ctr uint64) error {
	return l.change(chain, ctr, func(e *held) error {
		e.Fault = ""
		return nil
	})
}

// Retract leaves the headers in the log, for their chains must hold, and marks them.
func (l *ledger) Retract(ref station.Ref) error {
	if l.sealed {
		return errSealed
	}
	lines, err := l.lines(ref)
	if err != nil {
		return err
	}
	for _, at := range lines {
		if at.Body != nil {
			l.blank(at.Seq)
		}
		l.mark(at, true)
	}
	before, err := l.state(ref)
	if err == nil && before.Known() {
		l.stage(ref, station.Record{Kind: ref.Kind, ID: ref.ID, Line: before.Line})
	}
	return errors.Join(err, l.broken)
}

// change puts another version of a held line in its place and folds its record anew. Nothing is written unless all of it
// can be.
func (l *ledger) change(chain string, ctr uint64, to func(*held) error) error {
	if l.sealed {
		return errSealed
	}
	was, err := l.line(chain, ctr)
	switch {
	case err != nil:
		return err
	case was.header == nil:
		return errNotHeld
	}
	now := was
	if err := to(&now); err != nil {
		return err
	}
	folded, ok, err := l.fold(now)
	if err == nil && now.Fault == "" {
		err = fitting(now.Entry)
	}
	if err != nil {
		return err
	}
	l.mark(now, now.out)
	switch {
	case now.Body == nil && was.Body != nil:
		l.blank(was.Seq)
	case now.Body != nil && was.Body == nil:
		l.position.Fills, l.grown = l.position.Fills+1, true
		l.wrote(l.tx.Put(bucketLog, logKey(was.Seq, partBody), now.Body))
	}
	ref := station.Ref{Kind: now.Kind, ID: now.ID}
	if !ok {
		return l.broken
	}
	if l.stage(ref, folded); now.Op == station.OpErase || now.Body != nil && folded.Forgot(now.Entry) {
		return l.forget(ref)
	}
	return l.broken
}

// mark writes the envelope of a line.
func (l *ledger) mark(at held, out bool) {
	v := envelopeOf(at.Entry)
	v.Out = out
	l.wrote(l.tx.Put(bucketLog, logKey(at.Seq, partEnvelope), v.encoded()))
}
