package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"

	centre "lianzhan/station"
	"lianzhan/store"
)

// holding is what lies in the data of one box.
type holding struct {
	changes int
	logged  map[string]map[int]bool      // numbers in the log by who wrote them
	records map[centre.Ref]centre.Record // of what travels
}

// own are the kinds a box keeps to itself.
var own = []centre.Kind{centre.KindAccount, centre.KindAudit, centre.KindPolicy, centre.KindHolidays, centre.KindScreen, centre.KindTemplate}

// lookInto reads a store nobody has open.
func lookInto(data string) (held holding, err error) {
	db, err := store.Open(data, store.Options{Keep: own})
	if err != nil {
		return held, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if held.changes, err = db.Verify(); err != nil {
		return held, err
	}
	held.logged, held.records = map[string]map[int]bool{}, map[centre.Ref]centre.Record{}
	for after := uint64(0); ; {
		changes, last, err := db.Changes(after, 1000)
		if err != nil {
			return held, err
		}
		if len(changes) == 0 {
			break
		}
		for _, c := range changes {
			if !slices.Contains(own, c.Kind) && c.Class != centre.Local {
				held.records[centre.Ref{Kind: c.Kind, ID: c.ID}] = centre.Record{}
			}
			held.note(c.Body)
		}
		after = last
	}
	return held, db.View(func(r centre.Reader) error {
		for ref := range held.records {
			if held.records[ref], err = r.Record(ref.Kind, ref.ID); err != nil {
				return fmt.Errorf("%s %s: %w", ref.Kind, ref.ID, err)
			}
		}
		return nil
	})
}

// note adds the numbers a body tells.
func (h holding) note(body []byte) {
	for _, found := range marks.FindAllSubmatch(body, -1) {
		name := string(found[1])
		if h.logged[name] == nil {
			h.logged[name] = map[int]bool{}
		}
		if n, err := strconv.Atoi(string(found[2])); err == nil {
			h.logged[name][n] = true
		}
	}
}

// alike reports the first record two boxes differ about. A name of a branch, a line in a log and the words of a voter are each
// box's own.
func alike(a, b map[centre.Ref]centre.Record) error {
	for ref := range b {
		if _, found := a[ref]; !found {
			return fmt.Errorf("only the second has %s %s", ref.Kind, ref.ID)
		}
	}
	for ref, r := range a {
		if one, other := plain(r), plain(b[ref]); !bytes.Equal(one, other) {
			return fmt.Errorf("%s %s differs:\n%s\n%s", ref.Kind, ref.ID, one, other)
		}
	}
	return nil
}

var branches = regexp.MustCompile(`#[0-9a-f]{8}`)

func plain(r centre.Record) []byte {
	r.Line, r.Revision, r.Contested, r.Events = 0, "", nil, slices.Clone(r.Events)
	for i := range r.Events {
		e := &r.Events[i]
		e.Line, e.Withheld = 0, false
		if e.Class == centre.Personal {
			e.Body = nil
		}
	}
	raw, err := json.Marshal(r)
	if err != nil {
		return []byte(err.Error())
	}
	return branches.ReplaceAll(raw, nil)
}
