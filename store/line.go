package store

import (
	"encoding/binary"
	"encoding/json"

	"lianzhan/station"
	"lianzhan/store/engine"
)

// The parts of a line in the log. The body is a part of its own, so that it can be erased while the chain verifies. A line
// that was moved to the end leaves its link behind.
const (
	partHeader   = 0
	partBody     = 1
	partEnvelope = 2 // what the way added to a change; none for a change of this box
	partLink     = 3 // number of the line about the same record before this one
)

func logKey(seq uint64, part byte) []byte {
	return append(binary.BigEndian.AppendUint64(make([]byte, 0, 9), seq), part)
}

// held is a line of the log as it lies there.
type held struct {
	station.Entry
	header []byte // canonical; the transaction's
	out    bool
	link   uint64
}

// add takes in one part of the line.
func (h *held) add(part byte, raw []byte) (err error) {
	switch part {
	case partHeader:
		h.header = raw
		h.Header, err = station.ReadHeader(raw)
		return err
	case partBody:
		h.Body = append(json.RawMessage(nil), raw...)
	case partEnvelope:
		v, err := openEnvelope(raw)
		if err != nil {
			return err
		}
		h.Place, h.Branch, h.At, h.Proof, h.Fault, h.Via, h.out = v.Place, v.Branch, v.At, v.Proof, v.Fault, v.Via, v.Out
	case partLink:
		h.link = binary.BigEndian.Uint64(raw)
	}
	return nil
}

// scanLines reads whole lines from a log number on until fn returns false.
func scanLines(tx engine.Tx, from uint64, fn func(held) (more bool, err error)) error {
	var at held
	more := true
	pass := func() (err error) {
		if at.header != nil {
			more, err = fn(at)
		}
		return err
	}
	err := tx.Scan(bucketLog, logKey(from, partHeader), func(key, raw []byte) (bool, error) {
		if seq := binary.BigEndian.Uint64(key); seq != at.Seq {
			if err := pass(); err != nil || !more {
				return false, err
			}
			at = held{Entry: station.Entry{Seq: seq}}
		}
		return true, at.add(key[8], raw)
	})
	if err != nil || !more {
		return err
	}
	return pass()
}

// readLine is one line; without a header when it is not there or left only its link.
func readLine(tx engine.Tx, seq uint64) (at held, err error) {
	at.Seq = seq
	err = tx.Scan(bucketLog, logKey(seq, partHeader), func(key, raw []byte) (bool, error) {
		if binary.BigEndian.Uint64(key) != seq {
			return false, nil
		}
		return true, at.add(key[8], raw)
	})
	return at, err
}
