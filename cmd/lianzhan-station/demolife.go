package main

import (
	"context"
	_ "embed" // the demo's matters
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"lianzhan/station"
	"lianzhan/station/matter"
	"lianzhan/store"
)

// The life of the demo town: what its voters brought in the last months, all of it invented. It is written by the events
// a real station writes, day by day, under a clock that is set back while it is written.
//
//go:embed demo/matters.json
var demoMatters []byte

// demoLife is the file.
type demoLife struct {
	Policy    station.Policy     `json:"policy"`
	Units     []station.Unit     `json:"units"`
	Templates []station.Template `json:"templates"`
	Sessions  []demoSession      `json:"sessions"`
	Matters   []demoMatter       `json:"matters"`
}

// demoSession is a sitting so many days from today.
type demoSession struct {
	station.ReceptionSession
	Day int `json:"day"`
}

// demoMatter is one matter and its steps, each "day who type data".
type demoMatter struct {
	matter.Registration
	ID      string          `json:"id"`
	Day     int             `json:"day"` // it came in; the day before its first step when there is one
	Words   string          `json:"words"`
	Contact *matter.Contact `json:"contact"`
	MeToo   int             `json:"me_too"`
	Steps   []string        `json:"steps"`
}

// demoPeople are the staff of the demo, who have no account: nobody can sign in as them.
var demoPeople = map[string]matter.Actor{
	"voter":     matter.Voter,
	"officer":   {Role: string(station.RoleOfficer), Account: "demo-officer", Name: "陆晓芸"},
	"master":    {Role: string(station.RoleMaster), Account: "demo-master", Name: "沈立诚"},
	"presidium": {Role: string(station.RolePresidium), Account: "demo-presidium", Name: "季同安"},
	"unit":      {Role: string(station.RoleUnit), Account: "demo-unit", Name: "承办人"},
	"deputy":    {Role: string(station.RoleDeputy), Account: "demo-deputy", Name: "傅胜珍"},
}

// demoStep is one step of a matter, read.
type demoStep struct {
	day  int
	who  matter.Actor
	kind matter.EventType
	data json.RawMessage
}

func readDemoStep(line string, today station.Date) (demoStep, error) {
	part := strings.SplitN(line, " ", 4)
	if len(part) != 4 {
		return demoStep{}, fmt.Errorf("demo step %q has not four parts", line)
	}
	day, err := strconv.Atoi(part[0])
	who, known := demoPeople[part[1]]
	if err != nil || !known {
		return demoStep{}, fmt.Errorf("demo step %q: nobody, or no day", line)
	}
	return demoStep{day: day, who: who, kind: matter.EventType(part[2]), data: json.RawMessage(onDay(part[3], today))}, nil
}

// demoTeller writes the life down.
type demoTeller struct {
	db       *store.DB
	clock    *demoClock
	today    station.Date
	deputies map[string]string // ids by name
}

// tellDemo writes the demo's life into a store whose town has moved in, one commit a day.
func tellDemo(ctx context.Context, db *store.DB, clock *demoClock, today station.Date) error {
	var life demoLife
	if err := json.Unmarshal(demoMatters, &life); err != nil {
		return err
	}
	t := &demoTeller{db: db, clock: clock, today: today, deputies: map[string]string{}}
	if err := t.settle(ctx, life); err != nil {
		return err
	}
	days, err := t.plan(life.Matters)
	if err != nil {
		return err
	}
	for _, day := range sortedDays(days) {
		if err := t.day(ctx, day, days[day]); err != nil {
			return err
		}
	}
	return nil
}

func sortedDays[T any](days map[int]T) []int {
	list := make([]int, 0, len(days))
	for day := range days {
		list = append(list, day)
	}
	slices.Sort(list)
	return list
}

// settle writes what the matters lean on: offices, texts, sittings, the policy.
func (t *demoTeller) settle(ctx context.Context, life demoLife) error {
	if err := t.db.View(func(r station.Reader) error {
		all, err := station.All[station.Deputy](r, station.KindDeputy)
		for _, d := range all {
			t.deputies[d.Name] = d.ID
		}
		return err
	}); err != nil {
		return err
	}
	type kept struct {
		kind  station.Kind
		id    string
		thing station.Thing
	}
	things := []kept{{station.KindPolicy, station.PolicyID, life.Policy}}
	for _, u := range life.Units {
		things = append(things, kept{station.KindUnit, u.ID, u})
	}
	for _, text := range life.Templates {
		things = append(things, kept{station.KindTemplate, text.ID, text})
	}
	for _, s := range life.Sessions {
		s.Date, s.Deputies = t.today.AddDays(s.Day), t.ids(s.Deputies)
		things = append(things, kept{station.KindSession, s.ID, s.ReceptionSession})
	}
	var edits []station.Edit
	for _, k := range things {
		more, err := station.Put(station.Record{}, k.kind, k.id, k.thing)
		if err != nil {
			return fmt.Errorf("%s %s: %w", k.kind, k.id, err)
		}
		edits = append(edits, more...)
	}
	_, err := t.db.Write(ctx, "demo", edits...)
	return err
}

func (t *demoTeller) ids(names []string) []string {
	ids := make([]string, 0, len(names))
	for _, name := range names {
		if id := t.deputies[name]; id != "" {
			ids = append(ids, id)
		}
	}
	return ids
}
