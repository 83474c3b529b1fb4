package postgres

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"lianzhan/store/engine"
)

// ear notes what it was told.
type ear struct {
	lock sync.Mutex
	all  []string
}

func (h *ear) hear(s string) {
	h.lock.Lock()
	defer h.lock.Unlock()
	h.all = append(h.all, s)
}

func (h *ear) until(t *testing.T, want ...string) {
	t.Helper()
	for end := time.Now().Add(5 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		h.lock.Lock()
		got := slices.Clone(h.all)
		h.lock.Unlock()
		if slices.Equal(got, want) {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("heard %v, want %v", got, want)
		}
	}
}

func tell(t *testing.T, e *Engine, word string, h *ear) {
	t.Helper()
	if err := e.Update(func(tx engine.Tx) error {
		tx.(engine.Far).Tell([]byte(word))
		if h != nil {
			tx.OnCommit(func() { h.hear("own " + word) })
		}
		return tx.Put("x", []byte("last"), []byte(word))
	}); err != nil {
		t.Fatal(err)
	}
}

func TestNotesComeInTheOrderOfCommits(t *testing.T) {
	url := newDatabase(t)
	one, two := mustOpen(t, url), mustOpen(t, url)
	var h ear
	tell(t, two, "before", nil)
	if err := one.Follow(func(note []byte) { h.hear(string(note)) }); err != nil {
		t.Fatal(err)
	}
	tell(t, two, "a", nil)
	tell(t, two, "b", nil)
	tell(t, one, "c", &h)
	h.until(t, "a", "b", "own c")
	tell(t, one, "d", &h)
	tell(t, two, "e", nil)
	h.until(t, "a", "b", "own c", "own d", "e")
}

// alter changes the tables as no program of this house does.
func alter(t *testing.T, e *Engine, statement string) {
	t.Helper()
	if _, err := e.db.ExecContext(context.Background(), statement); err != nil {
		t.Fatal(err)
	}
}

// A standby that had not heard of the last commits takes over: their numbers are given again, to other commits. What a
// process remembers of the lost ones must not outlive them, and whoever follows is told that it missed something.
func TestHistoryThatWasSetBack(t *testing.T) {
	url := newDatabase(t)
	one, two := mustOpen(t, url), mustOpen(t, url)
	var h ear
	if err := one.Follow(func(note []byte) {
		if note == nil {
			note = []byte("missed")
		}
		h.hear(string(note))
	}); err != nil {
		t.Fatal(err)
	}
	tell(t, one, "a", &h)
	tell(t, one, "b", &h)
	alter(t, two, "UPDATE lz_turn SET mark = 'other'; UPDATE lz_commit SET mark = 'other' WHERE turn = 2; UPDATE lz_kept SET v = 'c'")
	h.until(t, "own a", "own b", "missed")
	if err := one.Update(func(tx engine.Tx) error {
		if v, err := tx.Get("x", []byte("last")); err != nil || string(v) != "c" {
			t.Errorf("reads %q of the lost history: %v", v, err)
		}
		return nil
	}); err != nil {
		t.Error(err)
	}
	tell(t, one, "d", &h)
	tell(t, two, "e", nil)
	h.until(t, "own a", "own b", "missed", "own d", "e")
}

// Whoever was cut off for longer than commits are remembered is told so.
func TestForgottenCommitsAreToldAsMissed(t *testing.T) {
	url := newDatabase(t)
	one, two := mustOpen(t, url), mustOpen(t, url)
	var h ear
	tell(t, one, "a", nil)
	if err := one.Follow(func(note []byte) { h.hear(fmt.Sprint(note == nil)) }); err != nil {
		t.Fatal(err)
	}
	if err := two.Update(func(tx engine.Tx) error {
		alter(t, one, "DELETE FROM lz_commit")
		return tx.Put("x", []byte("k"), []byte("v"))
	}); err != nil {
		t.Fatal(err)
	}
	h.until(t, "true")
}
