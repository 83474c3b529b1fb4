package box

import (
	"context"
	"encoding/json"
	"time"

	"lianzhan/station"
	"lianzhan/sync/wire"
)

// ReadPolicy reads a note of how hard a box may knock; a blank one sets no bounds.
func ReadPolicy(l station.Ledger, key string) (p wire.Policy, err error) {
	raw, err := l.Note(key)
	if err != nil || raw == nil {
		return p, err
	}
	return p, json.Unmarshal(raw, &p)
}

// KeepPolicy writes such a note.
func KeepPolicy(ctx context.Context, s Store, key string, p wire.Policy) error {
	raw, err := json.Marshal(p)
	if err != nil {
		return err
	}
	return s.Exchange(ctx, func(l station.Ledger) error { return l.PutNote(key, raw) })
}

// MinuteOf reads a time of day, "22:00", in minutes since midnight.
func MinuteOf(clock string) (int, bool) {
	at, err := time.Parse("15:04", clock)
	return at.Hour()*60 + at.Minute(), err == nil
}
