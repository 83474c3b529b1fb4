package box

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"log/slog"
	"slices"

	"lianzhan/station"
	"lianzhan/station/matter"
)

// A photo or a recording that belongs to what a voter said never travels as it is: it is sealed like the words, and the
// sealed copy, a file with a name of its own, crosses as any other.

const mostSealed = 32 << 20 // bytes of one file that is sealed in memory

// FileHere reads a file, when it is one and lies here.
func (b *Box) FileHere(hash string) (content []byte, here bool) {
	f, err := b.Store.File(hash)
	if err != nil {
		return nil, false
	}
	defer f.Close()
	content, err = io.ReadAll(io.LimitReader(f, mostSealed+1))
	return content, err == nil && len(content) > 0 && len(content) <= mostSealed // a part of a file is another file
}

// Arrived looks whether a file that came was sealed for this box, and opens it; others may wait for it as well.
func (b *Box) Arrived(ref station.Ref) {
	place := ""
	err := b.Store.Inspect(func(l station.Ledger) (err error) {
		place, err = l.Place(ref)
		return err
	})
	if err != nil {
		slog.Error("whom a file concerns is not known", "kind", ref.Kind, "err", err)
	}
	if ref.Kind == station.KindMatter {
		if err := b.unseal(ref); err != nil {
			slog.Error("a sealed file is not opened", "matter", ref.ID, "err", err)
		}
	}
	b.OnFile(place)
}

func (b *Box) unseal(ref station.Ref) error {
	var record station.Record
	err := b.Store.Inspect(func(l station.Ledger) (err error) {
		record, err = l.Record(ref.Kind, ref.ID)
		return err
	})
	if err != nil {
		return err
	}
	for _, d := range matter.Disclosures(record) {
		if d.For != b.Me().Device {
			continue
		}
		for _, name := range d.Files {
			if err := b.openFile(name, record); err != nil {
				return err
			}
		}
	}
	return nil
}

// UnsealAll looks through all matters, after files came in a heap.
func (b *Box) UnsealAll() error {
	var records []station.Record
	if err := b.Store.Inspect(func(l station.Ledger) (err error) {
		records, err = l.Records(station.KindMatter)
		return err
	}); err != nil {
		return err
	}
	for _, record := range records {
		if err := b.unseal(station.Ref{Kind: station.KindMatter, ID: record.ID}); err != nil {
			return err
		}
	}
	return nil
}

// openFile opens a sealed copy that is here, keeps what lies in it under its own name, and throws the copy away.
func (b *Box) openFile(name string, record station.Record) error {
	sealed, _ := b.FileHere(name) // none: not here yet, or opened before
	plain, ok := b.Device.Open(sealed)
	if !ok {
		return nil
	}
	sum := sha256.Sum256(plain)
	hash := hex.EncodeToString(sum[:])
	// Kept only where its words are: they may not be here, or be erased.
	if slices.ContainsFunc(record.Events, func(e station.Event) bool { return slices.Contains(FilesIn(e.Body), hash) }) {
		if _, err := b.Store.AddFile(bytes.NewReader(plain)); err != nil {
			return err
		}
	}
	return b.Store.DeleteFile(name)
}

// Sealed reports whether an entry hands over, sealed, what a voter said.
func Sealed(e station.Entry) bool {
	return e.Op == station.OpEvent && e.Kind == station.KindMatter && bytes.Contains(e.Body, []byte(`"disclosed"`))
}
