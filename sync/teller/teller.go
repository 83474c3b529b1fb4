// Package teller sees to it that whoever has to know what a voter said is told, sealed to its device, and that the files
// records name are carried.
package teller

import (
	"context"
	"log/slog"
	"maps"
	"strconv"
	"sync"
	"time"

	"lianzhan/station"
	"lianzhan/sync/box"
)

const (
	toldNote  = "rim/told"      // log number up to which the log was looked through
	toldEvery = 5 * time.Minute // the first of them is written down at most that often
	tellAgain = 30 * time.Second
	tellLimit = 30 * time.Second // of one matter
	lookBatch = 500              // entries
	dutyAgain = 10 * time.Second // how often the duty to tell is asked for
	treeEvery = 2 * time.Second  // after nodes changed, the matters are gone through at most that often
)

// Teller sees to it that whoever has to know what a voter said is told, and nobody else. One goroutine. That a plain copy
// goes once the sealed one arrived is the core's.
type Teller struct {
	box   *box.Box
	carry func() // says that files wait
	news  chan struct{}

	lock sync.Mutex
	said *mention // since the last look

	caught bool            // the log was read to its end once: from then on announcements name what is new
	moved  map[string]bool // nodes that changed, by id
	swept  time.Time       // when the matters were gone through for them

	mine  bool      // of several processes this is the one that tells
	asked time.Time // whether it is
	told  uint64
	noted time.Time
}

// New is the teller of a box; carry says that files wait to be carried.
func New(b *box.Box, carry func()) *Teller {
	return &Teller{box: b, carry: carry, news: make(chan struct{}, 1), said: newMention(), moved: map[string]bool{}}
}

// Heard notes what was committed.
func (t *Teller) Heard(a station.Announcement) {
	t.lock.Lock()
	t.said.add(a)
	t.lock.Unlock()
	box.Poke(t.news)
}

// Run looks through what is written until the room stops.
func (t *Teller) Run(ctx context.Context) {
	box.Poke(t.news)
	again := time.NewTimer(tellAgain)
	defer again.Stop()
	behind := false
	for {
		fresh := false
		select {
		case <-ctx.Done():
			t.note(true)
			t.box.Resign("tell")
			return
		case <-t.news:
			fresh = true
		case <-again.C:
			again.Reset(tellAgain)
		}
		before := t.mine
		err := t.take(ctx)
		if err == nil && t.mine && (behind || !before || fresh || len(t.moved) > 0) {
			err = t.look(ctx)
		}
		if behind = err != nil && ctx.Err() == nil; behind {
			slog.Error("a disclosure waits", "err", err)
		}
		if len(t.moved) > 0 {
			again.Reset(treeEvery)
		}
	}
}

// take finds out whether this process is the one that tells. One that becomes it goes on where the one before stood.
func (t *Teller) take(ctx context.Context) error {
	if time.Since(t.asked) < dutyAgain {
		return nil
	}
	t.asked = time.Now()
	mine, err := t.box.Duty(ctx, "tell")
	if err == nil && mine && !t.mine {
		t.caught = false
		err = t.remember()
	}
	t.mine = mine && err == nil
	return err
}

// remember reads where the last run of the program stood.
func (t *Teller) remember() error {
	return t.box.Store.Inspect(func(l station.Ledger) error {
		raw, err := l.Note(toldNote)
		if err != nil {
			return err
		}
		t.told, _ = strconv.ParseUint(string(raw), 10, 64) // nothing was noted: from the beginning
		t.told = min(t.told, l.Seq())
		return nil
	})
}

// note writes down how far the log was looked through.
func (t *Teller) note(now bool) {
	if t.box.Store.Scope() == "/" || !t.mine || !now && time.Since(t.noted) < toldEvery {
		return
	}
	t.noted = time.Now()
	ctx, cancel := context.WithTimeout(context.Background(), tellLimit)
	defer cancel()
	err := t.box.Store.Exchange(ctx, func(l station.Ledger) error {
		return l.PutNote(toldNote, strconv.AppendUint(nil, t.told, 10))
	})
	if err != nil {
		slog.Warn("how far the log was looked through is not written down", "err", err)
	}
}

// look goes through what was written since the last look: by what the announcements named where that is enough, else by
// the log itself.
func (t *Teller) look(ctx context.Context) (err error) {
	t.lock.Lock()
	said := t.said
	t.said = newMention()
	t.lock.Unlock()
	if t.box.Store.Scope() == "/" {
		return nil // nobody to tell
	}
	if t.caught && !said.lost && !(t.box.Link().Device != "") {
		err = t.follow(ctx, said)
	} else {
		err = t.read(ctx)
	}
	if t.caught = err == nil; err == nil {
		err = t.sweep(ctx)
	}
	return err
}

// follow looks at what announcements named.
func (t *Teller) follow(ctx context.Context, said *mention) error {
	for id := range said.matters {
		if err := t.settle(ctx, id); err != nil {
			return err
		}
	}
	maps.Copy(t.moved, said.nodes)
	t.reached(max(t.told, said.last))
	return nil
}

// read looks at the log, and sees besides what files it names: they have to cross to the parent, or to come from there.
func (t *Teller) read(ctx context.Context) error {
	for {
		ids, entries, last, err := t.touched()
		if err != nil {
			return err
		}
		if err := t.gather(ctx, entries); err != nil {
			return err
		}
		for id := range ids {
			if err := t.settle(ctx, id); err != nil {
				return err
			}
		}
		t.reached(last)
		if len(entries) < lookBatch {
			return nil
		}
	}
}

func (t *Teller) reached(last uint64) {
	moved := last > t.told
	if t.told = last; moved {
		t.note(false)
	}
}

// touched are the matters that the next stretch of the log says something about.
func (t *Teller) touched() (ids map[string]bool, entries []station.Entry, last uint64, err error) {
	ids = map[string]bool{}
	err = t.box.Store.Inspect(func(l station.Ledger) (err error) {
		entries, last, err = l.Entries(t.told, lookBatch)
		return err
	})
	for _, e := range entries {
		switch e.Kind {
		case station.KindMatter:
			ids[e.ID] = true
		case station.KindNode:
			t.moved[e.ID] = true
		}
	}
	return ids, entries, last, err
}
