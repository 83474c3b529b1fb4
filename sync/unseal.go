package sync

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"log/slog"
	"slices"

	"lianzhan/station"
	"lianzhan/station/matter"
)

// A photo or a recording that belongs to what a voter said never travels as it is: it is sealed like the words, and the
// sealed copy, a file with a name of its own, crosses as any other.

// sealFiles makes sealed copies of the files some events name, and returns their names.
func (r *Room) sealFiles(events []station.Event, to station.Device) ([]string, error) {
	var sealed []string
	for _, e := range events {
		for _, hash := range filesIn(e.Body) {
			plain, here := r.fileHere(hash)
			if !here {
				continue
			}
			packed, err := sealFor(to.Seal, plain)
			if err != nil {
				return nil, err
			}
			name, err := r.o.Store.AddFile(bytes.NewReader(packed))
			if err != nil {
				return nil, err
			}
			sealed = append(sealed, name)
		}
	}
	return sealed, nil
}

const mostSealed = 32 << 20 // bytes of one file that is sealed in memory

// fileHere reads a file, when it is one and lies here.
func (r *Room) fileHere(hash string) (content []byte, here bool) {
	f, err := r.o.Store.File(hash)
	if err != nil {
		return nil, false
	}
	defer f.Close()
	content, err = io.ReadAll(io.LimitReader(f, mostSealed))
	return content, err == nil && len(content) > 0
}

// arrived looks whether a file that came was sealed for this box, and opens it; others may wait for it as well.
func (r *Room) arrived(ref station.Ref) {
	place := ""
	err := r.o.Store.Inspect(func(l station.Ledger) (err error) {
		place, err = l.Place(ref)
		return err
	})
	if err == nil && place != "" {
		r.bells.nudge(place)
	}
	if ref.Kind == station.KindMatter {
		if err := r.unseal(ref); err != nil {
			slog.Error("a sealed file is not opened", "matter", ref.ID, "err", err)
		}
	}
	r.lock.Lock()
	c := r.client
	r.lock.Unlock()
	if c != nil {
		c.files.knock() // what came from below goes on upwards
	}
}

func (r *Room) unseal(ref station.Ref) error {
	var record station.Record
	err := r.o.Store.Inspect(func(l station.Ledger) (err error) {
		record, err = l.Record(ref.Kind, ref.ID)
		return err
	})
	if err != nil {
		return err
	}
	for _, d := range matter.Disclosures(record) {
		if d.For != r.me().Device {
			continue
		}
		for _, name := range d.Files {
			if err := r.openFile(name, record); err != nil {
				return err
			}
		}
	}
	return nil
}

// unsealAll looks through all matters, after files came in a heap.
func (r *Room) unsealAll() error {
	var records []station.Record
	if err := r.o.Store.Inspect(func(l station.Ledger) (err error) {
		records, err = l.Records(station.KindMatter)
		return err
	}); err != nil {
		return err
	}
	for _, record := range records {
		if err := r.unseal(station.Ref{Kind: station.KindMatter, ID: record.ID}); err != nil {
			return err
		}
	}
	return nil
}

// openFile opens a sealed copy that is here, keeps what lies in it under its own name, and throws the copy away.
func (r *Room) openFile(name string, record station.Record) error {
	sealed, _ := r.fileHere(name) // none: not here yet, or opened before
	plain, ok := r.device.Open(sealed)
	if !ok {
		return nil
	}
	sum := sha256.Sum256(plain)
	hash := hex.EncodeToString(sum[:])
	// Kept only where its words are: they may not be here, or be erased.
	if slices.ContainsFunc(record.Events, func(e station.Event) bool { return slices.Contains(filesIn(e.Body), hash) }) {
		if _, err := r.o.Store.AddFile(bytes.NewReader(plain)); err != nil {
			return err
		}
	}
	return r.o.Store.DeleteFile(name)
}

// gather notes the files the entries of a stretch of the log give reason to carry.
func (r *Room) gather(ctx context.Context, entries []station.Entry) error {
	r.lock.Lock()
	parent, c := r.link.Device, r.client
	r.lock.Unlock()
	if parent == "" {
		return nil
	}
	found := map[string][]errand{}
	for _, e := range entries {
		prefix, list := errandsIn(e, parent)
		for _, one := range list {
			var whole bool
			one.Size, whole, _ = r.o.Store.Offset(one.Hash) // 0 as long as it is on its way here itself
			one.Thumb = whole && prefix == upNote && one.Size < smallFile
			found[prefix] = append(found[prefix], one)
		}
	}
	if len(found[upNote])+len(found[downNote]) == 0 {
		return nil
	}
	err := r.o.Store.Exchange(ctx, func(l station.Ledger) error {
		for prefix, list := range found {
			for _, e := range list {
				if err := errors.Join(putErrand(l, prefix, e), l.PutNote(lostNote+e.Hash, nil)); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err == nil && c != nil {
		c.files.knock()
	}
	return err
}
