package box

import (
	"context"

	"lianzhan/station"
)

// Store is what sync needs of the store.
type Store interface {
	// Exchange runs one transaction of sync: it commits when fn returns nil, else nothing happened. Inspect only reads.
	Exchange(ctx context.Context, fn func(station.Ledger) error) error
	Inspect(fn func(station.Ledger) error) error
	Write(ctx context.Context, actor string, edits ...station.Edit) (uint64, error)
	Watch(fn func(station.Announcement)) (stop func())
	Now() station.Reading
	Key() station.Key
	Origin() string
	Scope() string
	// SetScope says where the box stands from now on; Reincarnate begins a new life of its chain and its log, Become under
	// another name.
	SetScope(ctx context.Context, scope string) error
	Reincarnate(ctx context.Context) error
	Become(ctx context.Context) error

	Files
}

// Actor is who the log names for what sync itself writes.
const Actor = "sync"

// Note reads one of the rim's own notes, empty when there is none.
func (b *Box) Note(key string) (value string, err error) {
	err = b.Store.Inspect(func(l station.Ledger) error {
		raw, err := l.Note(key)
		value = string(raw)
		return err
	})
	return value, err
}
