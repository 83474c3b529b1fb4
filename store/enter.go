package store

import (
	"encoding/binary"

	"lianzhan/station"
)

// enter puts a change into its chain, at the number of its line; was is the number it had when it is told again.
func (l *ledger) enter(e station.Entry, header []byte, was uint64) error {
	chain := e.Chain()
	t, err := l.tip(chain)
	if err != nil {
		return err
	}
	if was > 0 {
		return l.move(e, t, was)
	}
	hangs, err := l.hangs(e, t)
	if err != nil {
		return err
	}
	if !hangs {
		l.key(chain, e.Ctr, e.Seq)
		return l.reach(chain, t)
	}
	if t.advance(e.Ctr, e.Seq, station.HashOf(header)) {
		l.key(chain, e.Ctr, e.Seq)
	}
	return l.reach(chain, t)
}

func (l *ledger) key(chain string, ctr, seq uint64) {
	l.wrote(l.tx.Put(bucketHeld, heldKey(chain, ctr), number8(seq)))
}

// hangs reports whether a change follows the tip of its chain. A branch begins where it left the chain it was.
func (l *ledger) hangs(e station.Entry, t tip) (bool, error) {
	if t.Ctr > 0 || e.Ctr == 1 || e.Branch == "" {
		return e.Ctr == t.Ctr+1 && e.Prev == t.Head, nil
	}
	stem, err := l.line(e.Origin, e.Ctr-1)
	return stem.header != nil && e.Prev == station.HashOf(stem.header), err
}

// reach moves the tip of a chain over what is held beyond it, and keeps it.
func (l *ledger) reach(chain string, t tip) error {
	for {
		seq, err := l.beyond(chain, t)
		if err != nil || seq == 0 {
			l.grow(chain, t)
			return err
		}
		at, err := readLine(l.tx, seq)
		if err != nil {
			return err
		}
		if hangs, err := l.hangs(at.Entry, t); err != nil || !hangs {
			l.grow(chain, t)
			return err
		}
		t.advance(at.Ctr, seq, station.HashOf(at.header))
	}
}

// beyond is the line that may follow the tip of a chain, 0 when there is none. A chain without a tip may begin anywhere.
func (l *ledger) beyond(chain string, t tip) (seq uint64, err error) {
	if t.Ctr > 0 {
		raw, err := l.tx.Get(bucketHeld, heldKey(chain, t.Ctr+1))
		if raw == nil {
			return 0, err
		}
		return binary.BigEndian.Uint64(raw), nil
	}
	err = l.tx.Scan(bucketHeld, heldKey(chain, 0), func(key, value []byte) (bool, error) {
		if _, ok := counterIn(key, chain); ok {
			seq = binary.BigEndian.Uint64(value)
		}
		return false, nil
	})
	return seq, err
}

// grow keeps the tip of a chain.
func (l *ledger) grow(chain string, t tip) {
	switch chain {
	case l.position.Origin:
		l.position.tip, l.grown = t, true
	case l.position.Origin + localChain:
		l.position.Local, l.grown = t, true
	default:
		if t.Ctr > 0 {
			l.tips[chain] = t
		}
	}
}

// move takes a line from where it lay to the end of the log. The run it stood in goes on behind it, and what linked to it
// finds its link.
func (l *ledger) move(e station.Entry, t tip, was uint64) error {
	chain := e.Chain()
	if e.Ctr < t.Ctr {
		next, err := find(l.tx, chain, t, e.Ctr+1)
		if err != nil {
			return err
		}
		l.key(chain, e.Ctr+1, next)
	}
	if e.Ctr == t.Ctr {
		t.Off = int64(e.Seq - e.Ctr)
		l.grow(chain, t)
	}
	l.key(chain, e.Ctr, e.Seq)
	for _, part := range []byte{partHeader, partBody, partEnvelope} {
		l.wrote(l.tx.Delete(bucketLog, logKey(was, part)))
	}
	return nil
}
