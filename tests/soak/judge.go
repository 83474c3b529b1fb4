package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	centre "lianzhan/station"
	"lianzhan/station/matter"
	"lianzhan/store"
)

// inRecords asks the station that came back for what each writer was last told. A newer number is a write that was on
// disk when the kill cut off its answer.
func inRecords(ctx context.Context, s *station, book *ledger) error {
	for _, name := range writers {
		last := book.last(name)
		if last == 0 {
			continue
		}
		var fields struct{ Topic string }
		query := url.Values{"kind": {"group"}, "who": {name}}
		if err := s.ask(ctx, http.MethodGet, "/show?"+query.Encode(), nil, &fields); err != nil {
			return err
		}
		if got, err := strconv.Atoi(fields.Topic); err != nil || got < last {
			return fmt.Errorf("LOST: %s was told %d and finds %q", name, last, fields.Topic)
		}
	}
	return handedIn(ctx, s, book)
}

// handedIn hands each voter's last acknowledged matter in again: a station that has it does not make another.
func handedIn(ctx context.Context, s *station, book *ledger) error {
	for _, name := range voters {
		last := book.last(name)
		if last == 0 {
			continue
		}
		r, status, err := s.tell(ctx, name, last)
		if err != nil {
			return err
		}
		if status != http.StatusOK || r.Code == "" {
			return fmt.Errorf("LOST: %s was told of matter %d, and it is new (%d)", name, last, status)
		}
	}
	return nil
}

// inLog looks for every acknowledged write in the log of the store, after the last fault, and checks the log's chain.
func (s *soak) inLog() (changes int, err error) {
	if err := s.powerOn(); err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, s.powerOff()) }()
	db, err := store.Open(s.station.data, store.Options{})
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if changes, err = db.Verify(); err != nil {
		return changes, err
	}
	found, err := written(db)
	if err != nil {
		return changes, err
	}
	for _, name := range writers {
		if s.book.last(name) == 0 {
			return changes, fmt.Errorf("%s was never acknowledged anything", name)
		}
		for _, number := range s.book.said[name] {
			if !slices.Contains(found[name], number) {
				return changes, fmt.Errorf("LOST: %s was told %d, which is not in the log", name, number)
			}
		}
	}
	return changes, s.book.inBooks(db)
}

// inBooks looks for every acknowledged matter, and for gaps and doubles in their numbers: a book of paper has none.
func (l *ledger) inBooks(db *store.DB) error {
	var matters []matter.Matter
	if err := db.View(func(r centre.Reader) error {
		records, err := r.Records(centre.KindMatter)
		for _, record := range records {
			matters = append(matters, matter.Fold(record))
		}
		return err
	}); err != nil {
		return err
	}
	serials := map[int]map[uint64]bool{} // by year
	found := map[string]bool{}
	for _, m := range matters {
		if serials[m.Year] == nil {
			serials[m.Year] = map[uint64]bool{}
		}
		if serials[m.Year][m.Serial] || m.Serial == 0 || len(m.Told) != 1 || m.Contact == nil {
			return fmt.Errorf("number %d of %d is there twice, or its matter %s is half", m.Serial, m.Year, m.ID)
		}
		serials[m.Year][m.Serial], found[m.ID] = true, true
	}
	for year, taken := range serials {
		for n := range uint64(len(taken)) {
			if !taken[n+1] {
				return fmt.Errorf("the book of %d has %d matters and no number %d", year, len(taken), n+1)
			}
		}
	}
	for _, name := range voters {
		if l.last(name) == 0 {
			return fmt.Errorf("%s was never acknowledged anything", name)
		}
		for _, n := range l.said[name] {
			if !found[matter.IDFrom(clientOf(name, n))] {
				return fmt.Errorf("LOST: %s was told of matter %d, which is nowhere", name, n)
			}
		}
	}
	return nil
}

// written lists the numbers in the log by the name of the group.
func written(db *store.DB) (map[string][]int, error) {
	names, found := map[string]string{}, map[string][]int{}
	for after := uint64(0); ; {
		changes, last, err := db.Changes(after, 1000)
		if err != nil || len(changes) == 0 {
			return found, err
		}
		for _, c := range changes {
			if c.Kind != centre.KindGroup {
				continue // what the station writes of its own accord
			}
			var body centre.Group
			if err := json.Unmarshal(c.Body, &body); err != nil {
				return nil, err
			}
			if body.Name != "" {
				names[c.ID] = body.Name
			}
			number, err := strconv.Atoi(body.Topic)
			if err != nil {
				return nil, fmt.Errorf("change %d says %q: %w", c.Ctr, body.Topic, err)
			}
			found[names[c.ID]] = append(found[names[c.ID]], number)
		}
		after = last
	}
}
