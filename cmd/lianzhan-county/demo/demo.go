// Package demo tells what happened in an invented county of five towns, as the changes their boxes would have sent up. Towns
// and published figures are those of real reports of the years named; every person, text and matter is made up.
//
// The story is the same for the same day: it holds no chance and no clock of its own.
package demo

import (
	"cmp"
	"slices"
	"time"

	"lianzhan/station"
)

// Tale is the whole story: where the boxes stand, and what each of them wrote, in the order of its clock.
type Tale struct {
	Nodes   []station.Node // of the towns, whose boxes called
	Waiting []station.Node // of villages whose boxes are still to come
	Entries []station.Entry
}

// Name is what the demo county is called.
const Name = "和川县（演示）"

// Tell tells the story below a root of the tree, up to a moment.
func Tell(root string, now time.Time) (Tale, error) {
	now = now.In(station.Zone)
	var tale Tale
	for _, found := range []func(root string, now time.Time) *town{haicheng, xinan, shiqiaotou, juyuan, baita} {
		t := found(root, now)
		t.lately()
		if err := t.play(); err != nil {
			return Tale{}, err
		}
		tale.Entries = append(tale.Entries, t.box.entries...)
		tale.Nodes = append(tale.Nodes, station.Node{ID: "demo-" + t.key, Name: t.name, Scope: t.scope, Kind: t.sites[0].kind,
			Station: t.siteID(0), Order: len(tale.Nodes) + 1})
		tale.Waiting = append(tale.Waiting, t.waiting()...)
	}
	return tale, nil
}

// waiting are the places a box was promised to.
func (t *town) waiting() []station.Node {
	var nodes []station.Node
	for i := 1; i <= t.promised; i++ {
		nodes = append(nodes, station.Node{ID: "demo-" + t.siteID(i), Name: t.sites[i].name, Scope: t.siteScope(i), Kind: t.sites[i].kind,
			Station: t.siteID(i), Order: i})
	}
	return nodes
}

// play lets everything happen in the order of time. What happens on one day happens in the order it was told.
func (t *town) play() error {
	slices.SortStableFunc(t.plot, func(a, b scene) int { return cmp.Compare(a.on, b.on) })
	today := station.DateOf(t.now)
	for _, s := range t.plot {
		if s.on > today {
			continue
		}
		at := s.on.Time().Add(workingHour)
		if at.After(t.now) {
			at = t.now
		}
		if err := s.play(at); err != nil {
			return err
		}
	}
	return nil
}

const workingHour = 2 * time.Hour // of UTC: ten in the morning in Beijing

// scene is something that happens on a day.
type scene struct {
	on   station.Date
	play func(at time.Time) error
}

func (t *town) on(day station.Date, play func(at time.Time) error) {
	t.plot = append(t.plot, scene{day, play})
}
