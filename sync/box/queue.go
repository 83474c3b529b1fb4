package box

import (
	"encoding/json"
	"slices"
	"strings"

	"lianzhan/station"
)

// Notes of the files that wait to cross, by their hash.
const (
	UpNote   = "rim/up/"
	DownNote = "rim/down/"
	mostList = 500 // files looked at in one round
)

// Errand is a file that waits, with a record that names it: the other end answers nobody who cannot name one.
type Errand struct {
	Hash  string       `json:"-"`
	Kind  station.Kind `json:"kind"`
	ID    string       `json:"id"`
	Size  int64        `json:"size,omitempty"`  // known once the file is here
	Thumb bool         `json:"thumb,omitempty"` // its thumbnail has crossed, or it needs none
	Since int64        `json:"since,omitempty"` // Unix seconds when it was first missed
}

// ErrandsIn lists the files an entry gives reason to carry, and which way: what came from the parent is fetched there, all
// else is brought up.
func ErrandsIn(e station.Entry, parent string) (prefix string, errands []Errand) {
	if e.Body == nil || e.Class == station.Personal || e.Class == station.Local || e.Fault != "" {
		return "", nil
	}
	for _, hash := range FilesIn(e.Body) {
		errands = append(errands, Errand{Hash: hash, Kind: e.Kind, ID: e.ID})
	}
	if e.Via == parent {
		return DownNote, errands
	}
	return UpNote, errands
}

// PutErrand lets a file wait.
func PutErrand(l station.Ledger, prefix string, e Errand) error {
	raw, err := json.Marshal(e)
	if err != nil {
		return err
	}
	return l.PutNote(prefix+e.Hash, raw)
}

// errands lists what waits, small ones first: a few kilobytes never stand behind a film.
func errands(l station.Ledger, prefix string) (list []Errand, err error) {
	err = l.Notes(prefix, func(key string, raw []byte) bool {
		var e Errand
		if json.Unmarshal(raw, &e) == nil {
			e.Hash = strings.Clone(key[len(prefix):])
			list = append(list, e)
		}
		return len(list) < mostList
	})
	slices.SortStableFunc(list, func(a, b Errand) int {
		switch {
		case a.Thumb != b.Thumb:
			if b.Thumb {
				return -1
			}
			return 1
		case a.Size < b.Size:
			return -1
		case a.Size > b.Size:
			return 1
		}
		return 0
	})
	return list, err
}

// Errands lists the files that wait to go one way, small ones first.
func (b *Box) Errands(prefix string) (list []Errand, err error) {
	err = b.Store.Inspect(func(l station.Ledger) (err error) {
		list, err = errands(l, prefix)
		return err
	})
	return list, err
}
