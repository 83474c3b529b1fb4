package slate

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"time"
)

// mostKept bounds what a slate in memory holds of one sort, by the first two words of its keys; beyond it, what would go
// first goes. A flood of one sort wipes off no other.
const mostKept = 4096

// memory is the slate of a box with one process.
type memory struct {
	now func() time.Time

	lock  sync.Mutex
	kept  map[string]entry
	swept time.Time
}

type entry struct {
	value []byte
	ends  time.Time
}

// InMemory is a slate that ends with the process.
func InMemory(now func() time.Time) Slate { return &memory{now: now, kept: map[string]entry{}} }

func (m *memory) Read(key string) ([]byte, error) {
	now := m.now()
	m.lock.Lock()
	defer m.lock.Unlock()
	return m.read(key, now), nil
}

func (m *memory) read(key string, now time.Time) []byte {
	e, kept := m.kept[key]
	if !kept || !e.ends.After(now) {
		return nil
	}
	return bytes.Clone(e.value)
}

func (m *memory) List(prefix string) (lines []Line, err error) {
	now := m.now()
	m.lock.Lock()
	defer m.lock.Unlock()
	for key := range m.kept {
		if !strings.HasPrefix(key, prefix) {
			continue
		}
		if value := m.read(key, now); value != nil {
			lines = append(lines, Line{key, value})
		}
	}
	slices.SortFunc(lines, func(a, b Line) int { return cmp.Compare(a.Key, b.Key) })
	return lines, nil
}

func (m *memory) Change(_ context.Context, key string, fn func([]byte) ([]byte, time.Duration, error)) error {
	now := m.now()
	m.lock.Lock()
	defer m.lock.Unlock()
	fresh, keep, err := fn(m.read(key, now))
	switch {
	case errors.Is(err, ErrLeave):
		return nil
	case err != nil:
		return err
	case fresh == nil:
		delete(m.kept, key)
		return nil
	}
	if _, kept := m.kept[key]; !kept {
		m.sweep(now, sortOf(key))
	}
	m.kept[key] = entry{fresh, now.Add(keep)}
	return nil
}

// sweep forgets what is over, once a second at most, and makes room for one more of a sort.
func (m *memory) sweep(now time.Time, sort string) {
	if now.Sub(m.swept).Abs() >= time.Second {
		m.swept = now
		for key, e := range m.kept {
			if !e.ends.After(now) {
				delete(m.kept, key)
			}
		}
	}
	if len(m.kept) < mostKept {
		return
	}
	count, first := 0, ""
	for key, e := range m.kept {
		if !strings.HasPrefix(key, sort) {
			continue
		}
		if count++; first == "" || e.ends.Before(m.kept[first].ends) {
			first = key
		}
	}
	if count >= mostKept {
		delete(m.kept, first)
	}
}

// sortOf is the first two words of a key.
func sortOf(key string) string {
	if parts := strings.SplitAfterN(key, "/", 3); len(parts) > 2 {
		return parts[0] + parts[1]
	}
	return key
}
