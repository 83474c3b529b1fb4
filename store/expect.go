package store

import (
	"lianzhan/station"
	"lianzhan/store/engine"
)

// Expect names what will be appended in a moment, so that a database far away is asked once for all it takes.
func (l *ledger) Expect(entries []station.Entry) error {
	far, ok := l.tx.(engine.Far)
	if !ok {
		return nil
	}
	keys := map[string][][]byte{}
	for _, e := range entries {
		keys[bucketChain] = append(keys[bucketChain], []byte(e.Chain()))
		keys[bucketHeld] = append(keys[bucketHeld], heldKey(e.Chain(), e.Ctr))
		state := stateBucket(e.Kind)
		keys[state] = append(keys[state], []byte(e.ID))
	}
	for bucket, asked := range keys {
		if err := far.Foresee(bucket, asked...); err != nil {
			return err
		}
	}
	return nil
}
