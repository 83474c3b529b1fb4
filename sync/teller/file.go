package teller

import (
	"bytes"
	"context"
	"errors"

	"lianzhan/station"
	"lianzhan/sync/box"
)

// gather notes the files the entries of a stretch of the log give reason to carry.
func (t *Teller) gather(ctx context.Context, entries []station.Entry) error {
	parent := t.box.Link().Device
	if parent == "" {
		return nil
	}
	found := map[string][]box.Errand{}
	for _, e := range entries {
		prefix, list := box.ErrandsIn(e, parent)
		for _, one := range list {
			var whole bool
			one.Size, whole, _ = t.box.Store.Offset(one.Hash) // 0 as long as it is on its way here itself
			one.Thumb = whole && prefix == box.UpNote && one.Size < box.SmallFile
			found[prefix] = append(found[prefix], one)
		}
	}
	if len(found[box.UpNote])+len(found[box.DownNote]) == 0 {
		return nil
	}
	err := t.box.Store.Exchange(ctx, func(l station.Ledger) error {
		for prefix, list := range found {
			for _, e := range list {
				if err := errors.Join(box.PutErrand(l, prefix, e), l.PutNote(box.LostNote+e.Hash, nil)); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err == nil {
		t.carry()
	}
	return err
}

// sealFiles makes sealed copies of the files some events name, and returns their names.
func (t *Teller) sealFiles(events []station.Event, to station.Device) ([]string, error) {
	var sealed []string
	for _, e := range events {
		for _, hash := range box.FilesIn(e.Body) {
			plain, here := t.box.FileHere(hash)
			if !here {
				continue
			}
			packed, err := box.SealFor(to.Seal, plain)
			if err != nil {
				return nil, err
			}
			name, err := t.box.Store.AddFile(bytes.NewReader(packed))
			if err != nil {
				return nil, err
			}
			sealed = append(sealed, name)
		}
	}
	return sealed, nil
}
