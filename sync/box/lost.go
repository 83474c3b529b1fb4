package box

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

// LostNote begins the notes of lost files, by their hash.
const LostNote = "rim/lost/"

// WaitFor is how long a file is waited for whose record came: a box with a poor line may send by night only.
const WaitFor = 30 * 24 * time.Hour

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

// NamedBy reports whether any change of a record names a file, and whether this box wrote one that does. What was retracted or
// erased has no body left to name it.
func NamedBy(l station.Ledger, ref station.Ref, hash string) (named, own bool, err error) {
	history, err := l.History(ref)
	for _, e := range history {
		if e.Body != nil && slices.Contains(FilesIn(e.Body), hash) {
			named, own = true, own || e.Via == ""
		}
	}
	return named, own, err
}

// PutLost puts a file on the list of the lost.
func PutLost(l station.Ledger, f Lost) error {
	raw, err := json.Marshal(f)
	if err != nil {
		return err
	}
	return l.PutNote(LostNote+f.Hash, raw)
}

// LostFiles lists what is lost, by hash.
func LostFiles(l station.Ledger) (list []Lost, err error) {
	list = []Lost{}
	err = l.Notes(LostNote, func(key string, raw []byte) bool {
		var f Lost
		if json.Unmarshal(raw, &f) == nil {
			f.Hash = strings.Clone(key[len(LostNote):])
			list = append(list, f)
		}
		return len(list) < mostList
	})
	return list, err
}

// Found takes a file that turned up off the list of the lost, and lets it go on upwards if it was on its way there.
func (b *Box) Found(ctx context.Context, hash string) {
	raw, err := b.Note(LostNote + hash)
	if err == nil && raw != "" {
		err = b.Store.Exchange(ctx, func(l station.Ledger) error { return Resume(l, hash, raw) })
	}
	if err != nil {
		slog.Warn("a file that turned up is called lost", "file", hash, "err", err)
	}
}

// Resume lets a lost file wait to cross again.
func Resume(l station.Ledger, hash, raw string) error {
	var f Lost
	if err := json.Unmarshal([]byte(raw), &f); err != nil {
		return err
	}
	prefix := UpNote
	if f.Why == LostAbove {
		prefix = DownNote
	}
	if err := PutErrand(l, prefix, Errand{Hash: hash, Kind: f.Kind, ID: f.ID}); err != nil {
		return err
	}
	return l.PutNote(LostNote+hash, nil)
}

// Lost lists the files that records name and that are not to be had.
func (b *Box) Lost() (list []Lost, err error) {
	err = b.Store.Inspect(func(l station.Ledger) (err error) {
		list, err = LostFiles(l)
		return err
	})
	return list, err
}
