package stick

import (
	"lianzhan/station"
	"lianzhan/sync/box"
	"lianzhan/sync/core"
)

const (
	mostFile  = mostBundle - 1<<20 // bytes of one; what is larger needs a line
	mostWants = 500
)

// want is a file a box misses, with a record that names it: it did not fit on an earlier stick.
type want struct {
	Hash string       `json:"hash"`
	Kind station.Kind `json:"kind"`
	ID   string       `json:"id"`
}

// wants are the files records from above name and that are not here.
func (s *Stick) wants() (list []want, err error) {
	missing, err := s.box.Errands(box.DownNote)
	for _, e := range missing {
		if _, whole, failed := s.box.Store.Offset(e.Hash); failed == nil && !whole && len(list) < mostWants {
			list = append(list, want{e.Hash, e.Kind, e.ID})
		}
	}
	return list, err
}

// addFile puts a file into a bundle that may grow to a size. One that no bundle takes is counted.
func (s *Stick) addFile(b *bundle, hash string, most int, done *Bundled) {
	size, whole, err := s.box.Store.Offset(hash)
	switch {
	case err != nil || !whole || b.has(filesDir+hash):
		return
	case size > mostFile:
		done.TooLarge++
		return
	case b.size+int(size) > most:
		return
	}
	if body, here := s.box.FileHere(hash); here {
		b.add(filesDir+hash, body)
		done.Files++
	}
}

// addWanted adds what a box misses, as far as it may know it. It leaves room for what is new.
func (s *Stick) addWanted(b *bundle, list []want, done *Bundled) error {
	m, known, err := s.box.Roll.Member(b.head.To)
	if err != nil || !known {
		return err
	}
	peer := core.Peer{Device: b.head.To, Scope: m.Node.Scope, Node: m.Node.ID}
	for _, w := range list[:min(len(list), mostWants)] {
		shared := false
		err := s.box.Store.Inspect(func(l station.Ledger) (err error) {
			shared, err = box.SharedFile(l, peer, station.Ref{Kind: w.Kind, ID: w.ID}, w.Hash)
			return err
		})
		if err != nil {
			return err
		}
		if shared {
			s.addFile(b, w.Hash, mostBundle/2, done)
		}
	}
	return nil
}
