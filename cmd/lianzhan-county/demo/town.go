package demo

import (
	"fmt"
	"time"

	"lianzhan/station"
)

// town is one town of the county while its story is told.
type town struct {
	key, name, scope string
	number           int
	now              time.Time
	opened           station.Date // first day of the story
	areaCode         string
	labels           map[station.Tier]string
	sites            []site // the first is the town's own
	seats            []seat
	councillors      int
	groups           []station.Group
	units            []string
	declared         station.Station // what the office announces
	rule             station.Pattern

	promised int // sites after the first that are to get a box of their own

	people int // deputies and members of the council
	plot   []scene
	box    *box
	n      map[string]int // numbers given so far, by kind
}

// site is one place of a town's network.
type site struct {
	step, name, area string // step of its path in the tree; none for the town's own
	kind             station.SiteKind
}

// seat is how many deputies hold a tier.
type seat struct {
	tier station.Tier
	many int
}

func newTown(root string, now time.Time, number int, key, name string, opened station.Date) *town {
	return &town{key: key, name: name, scope: root + "/" + key, number: number, now: now, opened: opened, box: newBox("demo" + key + "/1"),
		n: map[string]int{}, units: []string{"城建办", "水利站", "农业办", "交通办", "综合执法队", "民政办"}}
}

func (t *town) siteID(i int) string  { return fmt.Sprintf("%s-s%02d", t.key, i+1) }
func (t *town) groupID(i int) string { return fmt.Sprintf("%s-g%02d", t.key, i+1) }
func (t *town) unitID(i int) string  { return fmt.Sprintf("%s-u%02d", t.key, i+1) }

// siteScope is the branch of the tree a site has.
func (t *town) siteScope(i int) string {
	if t.sites[i].step == "" {
		return t.scope
	}
	return t.scope + "/" + t.sites[i].step
}

// id is the next id of a kind of thing in this town.
func (t *town) id(kind string) string {
	t.n[kind]++
	return fmt.Sprintf("%s-%s%04d", t.key, kind, t.n[kind])
}

// found opens the town: its sites, offices, groups and deputies.
func (t *town) found() {
	for _, s := range t.seats {
		t.people += s.many
	}
	t.people += t.councillors
	t.on(t.opened, func(at time.Time) error {
		for i, s := range t.sites {
			if err := t.open(at, i, s); err != nil {
				return err
			}
		}
		for i, name := range t.units {
			if err := t.box.put(at, t.scope, station.KindUnit, t.unitID(i), &station.Unit{ID: t.unitID(i), Name: t.name + name, Short: name, Order: i + 1}); err != nil {
				return err
			}
		}
		for i, g := range t.groups {
			g.ID, g.Leader, g.Order = t.groupID(i), t.deputyID(i), i+1
			if err := t.box.put(at, t.scope, station.KindGroup, g.ID, &g); err != nil {
				return err
			}
		}
		return t.seat(at)
	})
}

func (t *town) open(at time.Time, i int, s site) error {
	record := station.Station{ID: t.siteID(i), Code: codeOf(t.siteID(i)), Name: s.name, Kind: s.kind, Order: i, AreaCode: t.areaCode, Hours: "工作日 8:30—17:00"}
	if i == 0 {
		record.TierLabels = t.labels
		record.DeclaredStations, record.DeclaredKinds, record.DeclaredDeputies = t.declared.DeclaredStations, t.declared.DeclaredKinds, t.declared.DeclaredDeputies
	} else {
		record.Parent = t.siteID(0)
	}
	return t.box.put(at, t.siteScope(i), station.KindStation, record.ID, &record)
}

// seat brings the deputies in, the widest tier first, and after them the members of the council.
func (t *town) seat(at time.Time) error {
	n := 0
	for _, s := range t.seats {
		for range s.many {
			d := t.deputyOf(n, station.Membership{In: station.BodyCongress, Tier: s.tier, Area: fmt.Sprintf("第%d选区", n%30+1)})
			if err := t.box.put(at, t.scope, station.KindDeputy, d.ID, d); err != nil {
				return err
			}
			n++
		}
	}
	for range t.councillors {
		d := t.deputyOf(n, station.Membership{In: station.BodyCouncil})
		if err := t.box.put(at, t.scope, station.KindDeputy, d.ID, d); err != nil {
			return err
		}
		n++
	}
	return nil
}
