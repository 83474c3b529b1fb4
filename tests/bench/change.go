package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"

	"lianzhan/station"
	"lianzhan/store"
)

const (
	changeKind  = station.KindActivity
	changeChars = 110  // of a change's text, 3 bytes each in UTF-8
	commonChars = 2000 // characters the text is made of
	eachWrite   = 1000 // changes of one transaction
)

// activityOf is the n-th invented change: some 500 bytes, of which about two fifths no packing can take away.
func activityOf(n int) (id string, body station.Activity) {
	chance := rand.New(rand.NewPCG(7, uint64(n)))
	text := make([]rune, changeChars)
	for i := range text {
		text[i] = rune(0x4E00 + chance.IntN(commonChars))
	}
	id = activityID(n)
	return id, station.Activity{ID: id, Title: fmt.Sprintf("走访选民第%d户", n), Type: "visit", Date: station.Date(fmt.Sprintf("2026-%02d-%02d", n%12+1, n%28+1)),
		Place: "莲池村", Content: string(text), People: n%9 + 1, Public: true}
}

func activityID(n int) string { return fmt.Sprintf("01930000-0000-7000-9000-%012d", n) }

// bodies are the same changes as the rivals carry them.
func bodies(count int) [][]byte {
	all := make([][]byte, count)
	for n := range all {
		id, activity := activityOf(n)
		all[n] = edit(changeKind, id, activity).Fields
	}
	return all
}

// mark is the last record of a lot, of a kind with few records: whoever sees it has them all, and asking for it costs little.
func mark(name, topic string) station.Edit {
	return edit(station.KindGroup, name, station.Group{ID: name, Name: name, Topic: topic})
}

// fill writes changes into the data of a box that does not run: a first mark, the changes, the last mark.
func fill(ctx context.Context, data string, from, count int, topic string) (err error) {
	db, err := store.Open(data, store.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	edits := []station.Edit{mark(firstMark, topic)}
	for n := range count {
		id, activity := activityOf(from + n)
		edits = append(edits, edit(changeKind, id, activity))
	}
	edits = append(edits, mark(lastMark, topic))
	for start := 0; start < len(edits); start += eachWrite {
		if _, err := db.Write(ctx, "bench", edits[start:min(start+eachWrite, len(edits))]...); err != nil {
			return err
		}
	}
	return nil
}

const (
	firstMark = "mark-first"
	lastMark  = "mark-last"
)

// holds reports an error unless the data of a box that does not run has exactly so many changes.
func holds(data string, count int) (err error) {
	db, err := store.Open(data, store.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return db.View(func(r station.Reader) error {
		records, err := r.Records(changeKind)
		if err == nil && len(records) != count {
			err = fmt.Errorf("%d changes arrived, %d were sent", len(records), count)
		}
		return err
	})
}
