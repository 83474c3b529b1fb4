package sync

import (
	"slices"

	"lianzhan/station"
)

// nowhere reports whether an errand can come to nothing any more, now that its file is not here: the record was taken out, erased or
// changed and no longer names it, or it was this box that named it and the file is gone from its disk. What a box below named may
// still be on its way.
func nowhere(l station.Ledger, e errand) (bool, error) {
	named, own, err := namedBy(l, station.Ref{Kind: e.Kind, ID: e.ID}, e.Hash)
	return err == nil && (!named || own), err
}

// dropped reports whether nothing here names a file any more that the parent does not have either.
func dropped(l station.Ledger, e errand) (bool, error) {
	named, _, err := namedBy(l, station.Ref{Kind: e.Kind, ID: e.ID}, e.Hash)
	return err == nil && !named, err
}

// namedBy reports whether any change of a record names a file, and whether this box wrote one that does. What was retracted or
// erased has no body left to name it.
func namedBy(l station.Ledger, ref station.Ref, hash string) (named, own bool, err error) {
	history, err := l.History(ref)
	for _, e := range history {
		if e.Body != nil && slices.Contains(filesIn(e.Body), hash) {
			named, own = true, own || e.Via == ""
		}
	}
	return named, own, err
}

// givenUp asks whether an errand leaves the queue although its file did not cross.
func (c *client) givenUp(e errand, judge func(station.Ledger, errand) (bool, error)) (up bool, err error) {
	err = c.room.o.Store.Inspect(func(l station.Ledger) (err error) {
		up, err = judge(l, e)
		return err
	})
	return up, err
}
