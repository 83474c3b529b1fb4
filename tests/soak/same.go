package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	centre "lianzhan/station"
	"lianzhan/station/matter"
)

const mostLooks = 15 // at data that is still settling: a picture that found its line cut is tried again after a minute

// judge waits until nothing is under way, stops all and looks for every acknowledged write in the log of each box, and for the
// same state everywhere.
func (t *tree) judge(ctx context.Context) (changes int, err error) {
	for _, b := range t.boxes() {
		err = errors.Join(err, b.rest())
	}
	if err = errors.Join(err, t.level(ctx)); err != nil {
		return 0, err
	}
	for look := 1; ; look++ {
		if err := t.settle(ctx); err != nil {
			return 0, errors.Join(err, t.tell(ctx))
		}
		changes, err = t.compare()
		if err == nil || look == mostLooks {
			return changes, err
		}
		fmt.Println("looked too early:", lastLines(err.Error(), 1))
		for _, b := range t.boxes() {
			if err := b.rise(ctx); err != nil {
				return 0, err
			}
		}
	}
}

// settle waits until nothing waits to go up but pictures that went with a disk, gives what goes down a moment, and stops the programs.
func (t *tree) settle(ctx context.Context) error {
	for _, b := range []*box{t.village, t.town} {
		if err := wait(ctx, patience, "the "+b.name+" is settled", func() bool {
			var s struct {
				Pending uint64
				Files   int    `json:"files_up"`
				Hop     uint64 `json:"hop_ack"`
				Root    uint64 `json:"root_ack"`
				State   string
				Apart   int
			}
			err := b.ask(ctx, "GET", "/sync/status", nil, &s)
			return err == nil && s.Pending == 0 && s.Files <= t.book.gone && s.Hop == s.Root && s.State == "online" && s.Apart == 0
		}); err != nil {
			return err
		}
	}
	time.Sleep(3 * time.Second)
	var err error
	for _, b := range t.boxes() {
		err = errors.Join(err, b.end())
	}
	return err
}

// compare opens the data of all three.
func (t *tree) compare() (changes int, err error) {
	var held []holding
	for _, b := range t.boxes() {
		h, err := lookInto(b.data)
		if err != nil {
			return 0, fmt.Errorf("%s: %w", b.name, err)
		}
		if err := t.complete(b, h); err != nil {
			return 0, err
		}
		held = append(held, h)
		changes += h.changes
	}
	for i, b := range []*box{t.town, t.village} {
		if err := alike(held[0].records, held[i+1].records); err != nil {
			return changes, fmt.Errorf("the county and the %s: %w", b.name, err)
		}
	}
	return changes, nil
}

// complete looks for everything acknowledged.
func (t *tree) complete(b *box, held holding) error {
	for _, at := range t.boxes() {
		for _, h := range at.hands {
			if t.book.last(h.name) == 0 {
				return errors.New(h.name + " was never acknowledged anything")
			}
			for _, n := range t.book.said[h.name] {
				if why := t.missing(b, at, h, n, held); why != "" {
					return fmt.Errorf("LOST: %s was told %s at the %s; at the %s %s", h.name, mark(h.name, n), at.name, b.name, why)
				}
			}
		}
	}
	return nil
}

// missing says what is not there of something acknowledged at a box, "" for nothing.
func (t *tree) missing(b, at *box, h hand, n int, held holding) string {
	if h.kind != centre.KindMatter {
		if !held.logged[h.name][n] {
			return "it is not in the log"
		}
		return t.noPicture(b, h, n, held)
	}
	record, found := held.records[centre.Ref{Kind: h.kind, ID: h.once(n)}]
	m := matter.Fold(record)
	switch {
	case !found || m.Serial == 0:
		return "there is no such matter"
	case at == b && !t.book.healed[h.name][n] && (len(m.Told) != 1 || m.Contact == nil):
		return "the words are not there"
	case at != b && (len(m.Told) != 0 && m.Told[0].Words != "" || m.Contact != nil && m.Contact.Name != ""):
		return "are words nobody sent"
	}
	return ""
}

func (t *tree) noPicture(b *box, h hand, n int, held holding) string {
	if h.kind != centre.KindActivity {
		return ""
	}
	for ref, r := range held.records {
		var title string
		var photos []string
		if ref.Kind != h.kind || json.Unmarshal(r.Fields["title"], &title) != nil || title != h.once(n) {
			continue
		}
		if err := json.Unmarshal(r.Fields["photos"], &photos); err != nil || len(photos) != 1 || !b.hasFile(photos[0]) {
			return fmt.Sprint("a picture is missing: ", photos, err)
		}
		return ""
	}
	return "there is no such record"
}
