package sync

import (
	"context"
	"encoding/json"
	"log/slog"
	"slices"
	"strings"
	"time"

	"lianzhan/station"
)

// A file that does not come is waited for; in the end it is called lost, and stands in a list of its own: nothing asks for it every
// minute any more, and whoever looks is told. If it turns up after all, it goes on.

// lostNote begins the notes of lost files, by their hash.
const lostNote = "rim/lost/"

const waitFor = 30 * 24 * time.Hour // for a file whose record came: a box with a poor line may send by night only

// Reasons why a file is lost.
const (
	LostHere  = "file_gone"       // it was this box's own and is not on its disk
	LostBelow = "file_never_came" // the box below that named it did not bring it
	LostAbove = "file_not_above"  // the parent does not have it
)

// Lost is a file that is named and not to be had.
type Lost struct {
	Hash string       `json:"hash"`
	Kind station.Kind `json:"kind"` // of the record that names it
	ID   string       `json:"id"`
	Why  string       `json:"why"`
	At   int64        `json:"at"` // Unix seconds when it was given up
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

func putLost(l station.Ledger, f Lost) error {
	raw, err := json.Marshal(f)
	if err != nil {
		return err
	}
	return l.PutNote(lostNote+f.Hash, raw)
}

// lostFiles lists what is lost, by hash.
func lostFiles(l station.Ledger) (list []Lost, err error) {
	list = []Lost{}
	err = l.Notes(lostNote, func(key string, raw []byte) bool {
		var f Lost
		if json.Unmarshal(raw, &f) == nil {
			f.Hash = strings.Clone(key[len(lostNote):])
			list = append(list, f)
		}
		return len(list) < mostList
	})
	return list, err
}

// found takes a file that turned up off the list of the lost, and lets it go on upwards if it was on its way there.
func (b *Box) found(ctx context.Context, hash string) {
	raw, err := b.note(lostNote + hash)
	if err == nil && raw != "" {
		err = b.Store.Exchange(ctx, func(l station.Ledger) error { return resume(l, hash, raw) })
	}
	if err != nil {
		slog.Warn("a file that turned up is called lost", "file", hash, "err", err)
	}
}

// resume lets a lost file wait to cross again.
func resume(l station.Ledger, hash, raw string) error {
	var f Lost
	if err := json.Unmarshal([]byte(raw), &f); err != nil {
		return err
	}
	prefix := upNote
	if f.Why == LostAbove {
		prefix = downNote
	}
	if err := putErrand(l, prefix, errand{Hash: hash, Kind: f.Kind, ID: f.ID}); err != nil {
		return err
	}
	return l.PutNote(lostNote+hash, nil)
}

// Lost lists the files that records name and that are not to be had.
func (b *Box) Lost() (list []Lost, err error) {
	err = b.Store.Inspect(func(l station.Ledger) (err error) {
		list, err = lostFiles(l)
		return err
	})
	return list, err
}
