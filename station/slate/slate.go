// Package slate is what the processes of one box remember together for a while: who is signed in, how often somebody guessed,
// whose turn it is. Nothing of it is in the log, and everything on it wipes itself off.
package slate

import (
	"context"
	"encoding/json"
	"errors"
	"time"
)

// Slate holds values under keys of printable ASCII. A box with one process has it in memory, a county with several in their
// database. Its methods may be called from any goroutine.
type Slate interface {
	// Read is nil for what is not there, or not any more.
	Read(key string) ([]byte, error)
	// List hands out what lies under keys that begin so, in their order.
	List(prefix string) ([]Line, error)
	// Change puts in the place of a value what fn makes of it, in one step for all processes, and keeps it so long; nil wipes it
	// off. fn may be called more than once; what it refuses is returned, and ErrLeave leaves all as it is.
	Change(ctx context.Context, key string, fn func(old []byte) (fresh []byte, keep time.Duration, err error)) error
}

// Line is one value with its key.
type Line struct {
	Key   string
	Value []byte
}

// ErrLeave is what a change returns that finds nothing to do.
var ErrLeave = errors.New("slate: nothing to do")

// Get reads a value; false when there is none.
func Get[T any](s Slate, key string) (v T, found bool, err error) {
	raw, err := s.Read(key)
	if err != nil || raw == nil {
		return v, false, err
	}
	return v, true, json.Unmarshal(raw, &v)
}

// All reads the values under keys that begin so.
func All[T any](s Slate, prefix string) ([]T, error) {
	lines, err := s.List(prefix)
	if err != nil {
		return nil, err
	}
	all := make([]T, len(lines))
	for i, line := range lines {
		if err := json.Unmarshal(line.Value, &all[i]); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// Update changes a value in one step and keeps it as long as fn says; zero wipes it off. v is the zero value where there is
// none.
func Update[T any](ctx context.Context, s Slate, key string, fn func(v *T, found bool) (keep time.Duration, err error)) error {
	return s.Change(ctx, key, func(old []byte) ([]byte, time.Duration, error) {
		var v T
		if old != nil {
			if err := json.Unmarshal(old, &v); err != nil {
				return nil, 0, err
			}
		}
		keep, err := fn(&v, old != nil)
		if err != nil || keep <= 0 {
			return nil, 0, err
		}
		fresh, err := json.Marshal(v)
		return fresh, keep, err
	})
}

// Wipe takes a value off.
func Wipe(ctx context.Context, s Slate, key string) error {
	return s.Change(ctx, key, func(old []byte) ([]byte, time.Duration, error) {
		if old == nil {
			return nil, 0, ErrLeave
		}
		return nil, 0, nil
	})
}
