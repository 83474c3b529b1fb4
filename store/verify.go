package store

import (
	"lianzhan/station"
	"lianzhan/store/engine"
)

// Verify walks the whole log and checks every chain in it: no header was altered, taken out or put in, no body altered. The
// first break is the error. It returns how many changes it read.
func (db *DB) Verify() (int, error) {
	read, last := 0, map[string]link{}
	for from, more := uint64(1), true; more; {
		more = false
		batch := 0
		err := db.engine.View(func(tx engine.Tx) error {
			v, err := db.newVerifier(tx, last)
			if err != nil {
				return err
			}
			return scanLines(tx, from, func(at held) (bool, error) {
				if batch == verifyBatch {
					more = true
					return false, nil
				}
				batch++
				read, from = read+1, at.Seq+1
				return true, v.line(at)
			})
		})
		if err != nil {
			return read - 1, err
		}
	}
	return read, db.engine.View(func(tx engine.Tx) error {
		v, err := db.newVerifier(tx, last)
		if err != nil {
			return err
		}
		return v.ends()
	})
}

const verifyBatch = 2000 // lines read in one view, so that the file can reuse its pages meanwhile

// link is the last header of a chain that was read.
type link struct {
	ctr  uint64
	hash station.Hash
}

// verifier checks the lines of one view.
type verifier struct {
	*ledger
	last map[string]link
}

func (db *DB) newVerifier(tx engine.Tx, last map[string]link) (verifier, error) {
	p, err := readPosition(tx)
	return verifier{&ledger{reader: reader{tx, db.scopeOf(p)}, position: p, sealed: true}, last}, err
}

// line checks one line: it is where the index has it, it follows the one before it in its chain, its body is its own. Of a
// chain that is held with gaps, what comes after a gap has nothing to follow.
func (v verifier) line(at held) error {
	chain, hash := at.Chain(), station.HashOf(at.header)
	if at.Body != nil && at.BodyHash != station.HashOf(at.Body) {
		return station.Conflict("body_altered", "变更内容被改动过：%s 第 %d 条。", chain, at.Ctr)
	}
	t, err := v.tip(chain)
	if err != nil {
		return err
	}
	if seq, err := find(v.tx, chain, t, at.Ctr); err != nil || seq != at.Seq {
		return broken(chain, at.Ctr, err)
	}
	prev := v.last[chain]
	v.last[chain] = link{at.Ctr, hash}
	if at.Ctr == 1 && at.Prev == "" {
		return nil
	}
	if prev.ctr != at.Ctr-1 {
		if prev, err = v.before(at); err != nil {
			return err
		}
	}
	switch {
	case prev.hash == "" && at.Ctr <= t.Ctr:
		return station.Conflict("chain_gap", "变更记录不连续：%s 缺第 %d 条。", chain, at.Ctr-1)
	case prev.hash != "" && at.Prev != prev.hash && at.Ctr <= t.Ctr:
		return broken(chain, at.Ctr-1, nil)
	}
	return nil
}

// before looks up the header a line follows; for the first of a branch it lies in the chain the branch left.
func (v verifier) before(at held) (link, error) {
	for _, chain := range []string{at.Chain(), at.Origin} {
		prev, err := v.ledger.line(chain, at.Ctr-1)
		if err != nil || prev.header != nil {
			return link{at.Ctr - 1, station.HashOf(prev.header)}, err
		}
	}
	return link{}, nil
}

// ends checks that the tip of every chain is there.
func (v verifier) ends() error {
	tips := map[string]tip{v.position.Origin: v.position.tip, v.position.Origin + localChain: v.position.Local}
	heads, err := v.Heads()
	if err != nil {
		return err
	}
	for chain := range heads {
		if tips[chain], err = v.tip(chain); err != nil {
			return err
		}
	}
	for chain, t := range tips {
		at, err := v.ledger.line(chain, t.Ctr)
		if err != nil || t.Ctr > 0 && (at.header == nil || station.HashOf(at.header) != t.Head) {
			return broken(chain, t.Ctr, err)
		}
	}
	return nil
}

func broken(chain string, ctr uint64, cause error) error {
	return station.Conflict("chain_broken", "变更记录被改动过：%s 第 %d 条。", chain, ctr).Because(cause)
}
