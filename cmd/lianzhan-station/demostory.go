package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"lianzhan/desk/casework"
	"lianzhan/station"
	"lianzhan/station/matter"
	"lianzhan/station/proposal"
)

// plan sorts what happens into days; a matter comes in the day before its first step.
func (t *demoTeller) plan(all []demoMatter) (map[int][]func() ([]station.Edit, error), error) {
	days := map[int][]func() ([]station.Edit, error){}
	for _, d := range all {
		steps := make([]demoStep, 0, len(d.Steps))
		for _, line := range d.Steps {
			s, err := readDemoStep(line, t.today)
			if err != nil {
				return nil, err
			}
			steps = append(steps, s)
		}
		if len(steps) > 0 {
			d.Day = steps[0].day - 1
		}
		days[d.Day] = append(days[d.Day], func() ([]station.Edit, error) { return t.begin(d) })
		for _, day := range sortedDays(byDay(steps)) {
			these := byDay(steps)[day]
			days[day] = append(days[day], func() ([]station.Edit, error) { return t.steps(d, these) })
		}
	}
	return days, nil
}

func byDay(steps []demoStep) map[int][]demoStep {
	days := map[int][]demoStep{}
	for _, s := range steps {
		days[s.day] = append(days[s.day], s)
	}
	return days
}

// day writes one day in one commit, at an hour when people work.
func (t *demoTeller) day(ctx context.Context, day int, parts []func() ([]station.Edit, error)) error {
	if t.clock.set(t.today.AddDays(day).Time().Add(demoHour)); day == 0 {
		t.clock.release() // nothing may be written later than now
	}
	var edits []station.Edit
	for _, part := range parts {
		more, err := part()
		if err != nil {
			return err
		}
		edits = append(edits, more...)
	}
	_, err := t.db.Write(ctx, "demo", edits...)
	return err
}

const demoHour = 2 * time.Hour // of UTC: ten in the morning in Beijing

func (d demoMatter) key() string { return matter.IDFrom("demo-" + d.ID) }

// begin registers a matter.
func (t *demoTeller) begin(d demoMatter) ([]station.Edit, error) {
	r := d.Registration
	r.Deputies = t.ids(r.Deputies)
	r.CodeHash = matter.CodeHash(t.db.Key(), matter.QueryCode(t.db.Key(), d.key()))
	if d.Contact != nil {
		r.Consent = station.ConsentVersion
	}
	by := matter.Voter
	if r.Channel != matter.ByKiosk && r.Channel != matter.ByPhone {
		by = demoPeople["officer"]
		r.WrittenBy = by.Name
	}
	edits, err := matter.New(d.key(), by, t.db.Now().Time, r, matter.Told{Words: d.Words}, d.Contact)
	if err != nil {
		return nil, fmt.Errorf("demo matter %s: %w", d.ID, err)
	}
	return edits, nil
}

// steps takes a matter through one day.
func (t *demoTeller) steps(d demoMatter, steps []demoStep) ([]station.Edit, error) {
	var record station.Record
	if err := t.db.View(func(r station.Reader) (err error) {
		record, err = r.Record(station.KindMatter, d.key())
		return err
	}); err != nil {
		return nil, err
	}
	m := matter.Fold(record)
	var moves []matter.Move
	var also []station.Edit
	for _, s := range steps {
		if kind, ok := strings.CutPrefix(string(s.kind), "suggestion."); ok {
			more, err := t.press(m.Suggestion, proposal.EventType(kind), s)
			if err != nil {
				return nil, fmt.Errorf("demo suggestion of %s, %s: %w", d.ID, kind, err)
			}
			also = append(also, more...)
			continue
		}
		move, more, err := t.move(d, m, s)
		if err != nil {
			return nil, fmt.Errorf("demo matter %s, %s: %w", d.ID, s.kind, err)
		}
		moves, also = append(moves, move), append(also, more...)
		if s.kind == "public_released" {
			moves = append(moves, t.support(d)...)
		}
	}
	edits, err := m.Edits(moves...)
	if err != nil {
		return nil, fmt.Errorf("demo matter %s: %w", d.ID, err)
	}
	return append(edits, also...), nil
}

// press takes the suggestion a matter became one step along.
func (t *demoTeller) press(id string, kind proposal.EventType, s demoStep) ([]station.Edit, error) {
	var record station.Record
	if err := t.db.View(func(r station.Reader) (err error) {
		record, err = r.Record(station.KindSuggestion, id)
		return err
	}); err != nil {
		return nil, err
	}
	data := proposal.Blank(kind)
	if err := json.Unmarshal(s.data, data); err != nil {
		return nil, err
	}
	return proposal.Fold(record).Edits(proposal.Move{By: proposal.Actor{Role: s.who.Role, Account: s.who.Account, Name: s.who.Name},
		At: t.db.Now().Time, Data: data})
}

// move reads one step. A merge has another half, a conversion a suggestion.
func (t *demoTeller) move(d demoMatter, m matter.Matter, s demoStep) (matter.Move, []station.Edit, error) {
	by := s.who
	if by.Role == string(station.RoleUnit) {
		by.Unit = m.LeadUnit
	}
	if s.kind == "converted" {
		return t.convert(d, by, s)
	}
	data, err := casework.ReadEvent(s.kind, s.data)
	if err != nil {
		return matter.Move{}, nil, err
	}
	if view, ok := data.(*matter.DeputyView); ok {
		view.Deputy = t.deputies[by.Name]
	}
	if into, ok := data.(*matter.MergedInto); ok {
		into.Into = demoMatter{ID: into.Into}.key()
		var record station.Record
		if err := t.db.View(func(r station.Reader) (err error) {
			record, err = r.Record(station.KindMatter, into.Into)
			return err
		}); err != nil {
			return matter.Move{}, nil, err
		}
		half, err := matter.Fold(record).Edits(matter.Move{By: by, Data: &matter.Absorbed{From: d.key()}})
		return matter.Move{By: by, Data: data}, half, err
	}
	return matter.Move{By: by, Data: data}, nil, nil
}

func (t *demoTeller) convert(d demoMatter, by matter.Actor, s demoStep) (matter.Move, []station.Edit, error) {
	sheet := station.Suggestion{LeadDeputy: t.ids(d.Deputies)[0]}
	if err := json.Unmarshal(s.data, &sheet); err != nil {
		return matter.Move{}, nil, err
	}
	made, err := proposal.Convert("demo-suggestion-"+d.ID, sheet, proposal.Submission{Flow: proposal.TownBetween, Tier: station.Township,
		Kind: proposal.Advice, Publish: true}, d.key())
	if err != nil {
		return matter.Move{}, nil, err
	}
	edits, err := made.Edits(proposal.Actor{Role: by.Role, Account: by.Account, Name: by.Name}, t.db.Now().Time)
	return matter.Move{By: by, Data: &matter.Conversion{Suggestion: made.ID}}, edits, err
}

// support lets other voters say "me too".
func (t *demoTeller) support(d demoMatter) []matter.Move {
	moves := make([]matter.Move, d.MeToo)
	for i := range moves {
		moves[i] = matter.Move{By: matter.Voter, Data: &matter.Support{Key: fmt.Sprintf("demo-%s-%d", d.ID, i)}}
	}
	return moves
}
