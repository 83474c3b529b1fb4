package store

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"strings"

	"lianzhan/station"
	"lianzhan/store/engine"
)

// localChain ends the name of the chain a box keeps to itself, so that the one that travels has no gaps.
const localChain = "~local"

func neverTravels(chain string) bool { return strings.HasSuffix(chain, localChain) }

// tip is how far a chain is held without a gap, and where in the log that is.
type tip struct {
	Ctr  uint64       `json:"ctr"`
	Head station.Hash `json:"head,omitempty"` // hash of the header there
	// Off is the log number of the tip less its counter. While that stays the same, the changes of the chain follow each
	// other in the log, and the bucket held needs one key for all of them.
	Off int64 `json:"off,omitempty"`
}

// advance puts the next change of a chain at its tip and reports whether it begins a run.
func (t *tip) advance(ctr, seq uint64, head station.Hash) (begins bool) {
	off := int64(seq - ctr)
	begins = t.Ctr == 0 || off != t.Off
	*t = tip{ctr, head, off}
	return begins
}

// heldKey orders the changes of a chain by their counters.
func heldKey(chain string, ctr uint64) []byte {
	key := make([]byte, 0, len(chain)+9)
	return binary.BigEndian.AppendUint64(append(append(key, chain...), 0), ctr)
}

func number8(n uint64) []byte { return binary.BigEndian.AppendUint64(nil, n) }

// find is the log number of a change, 0 when it is not held. Up to the tip of its chain the nearest run before it
// contains it; above the tip each change has a key.
func find(tx engine.Tx, chain string, t tip, ctr uint64) (seq uint64, err error) {
	if ctr == 0 || ctr > maxCtr {
		return 0, nil
	}
	if ctr > t.Ctr {
		raw, err := tx.Get(bucketHeld, heldKey(chain, ctr))
		if raw == nil {
			return 0, err
		}
		return binary.BigEndian.Uint64(raw), nil
	}
	err = tx.ScanBack(bucketHeld, heldKey(chain, ctr+1), func(key, value []byte) (bool, error) {
		if begin, ok := counterIn(key, chain); ok {
			seq = binary.BigEndian.Uint64(value) + ctr - begin
		}
		return false, nil
	})
	return seq, err
}

// counterIn is the counter of a key of a chain.
func counterIn(key []byte, chain string) (ctr uint64, ok bool) {
	if len(key) != len(chain)+9 || !bytes.HasPrefix(key, append([]byte(chain), 0)) {
		return 0, false
	}
	return binary.BigEndian.Uint64(key[len(chain)+1:]), true
}

func readTip(tx engine.Tx, chain string) (t tip, err error) {
	raw, err := tx.Get(bucketChain, []byte(chain))
	if raw == nil {
		return t, err
	}
	return t, json.Unmarshal(raw, &t)
}

// tipOf is the tip of a chain, this box's own included.
func (p *position) tipOf(tx engine.Tx, chain string) (tip, error) {
	switch chain {
	case p.Origin:
		return p.tip, nil
	case p.Origin + localChain:
		return p.Local, nil
	}
	return readTip(tx, chain)
}

// before is the line about a record before its next one. What an older program wrote has no links: such a record goes on
// from the last of those lines.
func (p *position) before(record station.Record) uint64 {
	if record.Line == 0 && record.Revision != "" {
		return p.Unlinked
	}
	return record.Line
}

// indexChains is step 2: the log of a program before there was sync gets an index of its chains.
func indexChains(tx engine.Tx) error {
	p, err := readPosition(tx)
	if err != nil {
		return err
	}
	tips := map[string]*tip{}
	err = tx.Scan(bucketLog, nil, func(key, raw []byte) (bool, error) {
		if key[8] != partHeader {
			return true, nil
		}
		h, err := station.ReadHeader(raw)
		if err != nil {
			return false, err
		}
		t := tips[h.Origin]
		if t == nil {
			t = &tip{}
			tips[h.Origin] = t
		}
		seq := binary.BigEndian.Uint64(key)
		if t.advance(h.Ctr, seq, station.HashOf(raw)) {
			return true, tx.Put(bucketHeld, heldKey(h.Origin, h.Ctr), number8(seq))
		}
		return true, nil
	})
	if own := tips[p.Origin]; own != nil {
		p.tip = *own
		delete(tips, p.Origin)
	}
	for chain, t := range tips {
		if err == nil {
			err = putJSON(tx, bucketChain, []byte(chain), t)
		}
	}
	if err != nil {
		return err
	}
	p.Epoch, p.Unlinked = randomHex(16), p.Seq
	return putJSON(tx, bucketMeta, keyPosition, p)
}
