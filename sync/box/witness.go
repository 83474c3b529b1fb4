package box

import (
	"strings"

	"lianzhan/station"
)

// witness is a ledger that notes what a transaction does to it.
type witness struct {
	station.Ledger
	wrote   bool
	emptied bool     // bodies were taken out
	ordered []string // keys of what boxes below were told to do
	rooted  []string // chains of which the root has more
}

// OrderNote begins core's notes of what boxes below have to do: by device, then a number. rootNote: how far the root has a chain.
const (
	OrderNote = "order/"
	rootNote  = "root/"
)

func (w *witness) Append(e station.Entry) (uint64, error) {
	w.wrote = true
	return w.Ledger.Append(e)
}

func (w *witness) Settle(chain string, ctr uint64, at station.HLC) error {
	w.wrote = true
	return w.Ledger.Settle(chain, ctr, at)
}

func (w *witness) Fill(chain string, ctr uint64, body []byte) error {
	w.wrote = true
	return w.Ledger.Fill(chain, ctr, body)
}

func (w *witness) Drop(chain string, ctr uint64) error {
	w.wrote, w.emptied = true, true
	return w.Ledger.Drop(chain, ctr)
}

func (w *witness) Release(chain string, ctr uint64) error {
	w.wrote = true
	return w.Ledger.Release(chain, ctr)
}

func (w *witness) Retract(ref station.Ref) error {
	w.wrote, w.emptied = true, true
	return w.Ledger.Retract(ref)
}

func (w *witness) PutNote(key string, value []byte) error {
	w.wrote = true
	if value != nil && strings.HasPrefix(key, OrderNote) {
		w.ordered = append(w.ordered, strings.Clone(key))
	}
	if chain, is := strings.CutPrefix(key, rootNote); is {
		w.rooted = append(w.rooted, strings.Clone(chain))
	}
	return w.Ledger.PutNote(key, value)
}

// Expect passes on what will be appended in a moment: a database far away is asked once for all of it.
func (w *witness) Expect(entries []station.Entry) error { return station.Expect(w.Ledger, entries) }
