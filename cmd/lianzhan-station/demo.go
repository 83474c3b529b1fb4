package main

import (
	"context"
	_ "embed" // the demo town
	"encoding/json"
	"fmt"
	"log/slog"
	"regexp"
	"strconv"
	"strings"

	"lianzhan/desk"
	"lianzhan/desk/verbs"
	"lianzhan/station"
	"lianzhan/store"
)

// The demo town is invented, people and all. Its roster is a spreadsheet as an office keeps it, and the rest is what
// an officer would type with the set verb: the demo takes the same road as a real station.
var (
	//go:embed demo/roster-98.xlsx
	demoRoster []byte
	//go:embed demo/town.json
	demoTown []byte
)

// demoEdit is one set verb of the demo.
type demoEdit struct {
	Kind string            `json:"kind"`
	Who  string            `json:"who"`
	Set  map[string]string `json:"set"`
}

const demoBegan = -120 // days; nothing in the demo happened before

// seedDemo fills an empty store with the demo town and what happened there, under the clock the store reads. A store with
// anything in it is left alone.
func seedDemo(ctx context.Context, db *store.DB, clock *demoClock) error {
	if db.Seq() > 0 {
		return nil
	}
	fresh := verbs.Fresh(db)
	defer clock.release()
	clock.set(fresh.Today.AddDays(demoBegan).Time())
	report, err := desk.Import(ctx, db, desk.File{Name: "roster-98.xlsx", Data: demoRoster},
		desk.ImportOptions{Actor: "demo", Fresh: fresh})
	if err != nil {
		return fmt.Errorf("demo roster: %w", err)
	}
	var edits []demoEdit
	if err := json.Unmarshal(demoTown, &edits); err != nil {
		return fmt.Errorf("demo town: %w", err)
	}
	for _, e := range edits {
		if err := e.apply(ctx, db, fresh); err != nil {
			return fmt.Errorf("demo %s %s: %w", e.Kind, e.Who, err)
		}
	}
	slog.Info("demo town moved in", "deputies", report.Made, "edits", len(edits))
	return tellDemo(ctx, db, clock, fresh.Today)
}

func (e demoEdit) apply(ctx context.Context, db *store.DB, fresh desk.Fresh) error {
	kind, err := verbs.KindOf(e.Kind)
	if err != nil {
		return err
	}
	var assignments []desk.Assignment
	for field, value := range e.Set {
		assignments = append(assignments, desk.Assignment{Field: field, Value: onDay(value, fresh.Today)})
	}
	_, err = desk.Set(ctx, db, "demo", kind, e.Who, assignments, fresh)
	return err
}

var dayOffset = regexp.MustCompile(`\{day([+-]\d+)\}`)

// onDay turns "{day-3}" into the date three days before today and "{year}" into this year, so that the demo is never
// stale.
func onDay(value string, today station.Date) string {
	value = strings.ReplaceAll(value, "{year}", string(today[:4]))
	return dayOffset.ReplaceAllStringFunc(value, func(match string) string {
		offset, _ := strconv.Atoi(dayOffset.FindStringSubmatch(match)[1]) // the pattern holds digits only
		return string(today.AddDays(offset))
	})
}
