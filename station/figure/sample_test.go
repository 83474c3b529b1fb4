package figure

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"lianzhan/station"
	"lianzhan/station/matter"
)

// sample is a county of two towns, small enough to count by hand.
type sample struct {
	t   testing.TB
	ctr uint64
	all map[station.Ref]station.Record
	ids []station.Ref
}

const (
	county  = "/shan"
	east    = "/shan/dong"
	west    = "/shan/xi"
	village = "/shan/dong/lin"
)

func newSample(t testing.TB) *sample {
	t.Helper()
	return &sample{t: t, all: map[station.Ref]station.Record{}}
}

// write applies edits at a place and time, as a store would.
func (s *sample) write(place string, at time.Time, edits ...station.Edit) {
	s.t.Helper()
	for _, e := range edits {
		ref := station.Ref{Kind: e.Kind, ID: e.ID}
		record, known := s.all[ref]
		if !known {
			s.ids = append(s.ids, ref)
		}
		s.ctr++
		c := station.Change{Body: e.Fields, Header: station.Header{Origin: "box/1", Ctr: s.ctr, HLC: station.HLCAt(at) + station.HLC(s.ctr),
			Scope: place, Class: e.Class, Kind: e.Kind, ID: e.ID, Op: e.Op, Base: record.Revision, BodyHash: station.HashOf(e.Fields), Serial: s.ctr}}
		next, err := record.Take(station.Entry{Change: c, Place: place})
		if err != nil {
			s.t.Fatal(err)
		}
		s.all[ref] = next
	}
}

func (s *sample) put(place string, kind station.Kind, id string, thing station.Thing) {
	s.t.Helper()
	edits, err := station.Put(s.all[station.Ref{Kind: kind, ID: id}], kind, id, thing)
	if err != nil {
		s.t.Fatal(err)
	}
	s.write(place, day("2024-01-01"), edits...)
}

func day(d station.Date) time.Time { return d.Time().Add(2 * time.Hour) }

// matter writes a matter that goes its way, one step a day.
func (s *sample) matter(place, id string, on station.Date, r matter.Registration, steps ...matter.Data) {
	s.t.Helper()
	if r.Title == "" {
		r.Title = "路面"
	}
	edits, err := matter.New(id, matter.Voter, day(on), r, matter.Told{Words: "坑很大"}, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	s.write(place, day(on), edits...)
	officer := matter.Actor{Role: string(station.RoleOfficer), Account: "a1"}
	for i, step := range steps {
		edits, err := matter.Fold(s.all[station.Ref{Kind: station.KindMatter, ID: id}]).Edits(matter.Move{By: officer, Data: step})
		if err != nil {
			s.t.Fatalf("%s: %T: %v", id, step, err)
		}
		s.write(place, day(on.AddDays(i+1)), edits...)
	}
}

func (s *sample) book() *Book {
	b := NewBook(county, station.StationCalendar(nil))
	for _, ref := range s.ids {
		if err := b.Put(s.all[ref]); err != nil {
			s.t.Fatal(err)
		}
	}
	return b
}

func deputy(id, at string, tiers ...station.Tier) *station.Deputy {
	d := &station.Deputy{ID: id, Code: station.CodeFrom([5]byte{1, 2, 3, 4, id[1]}), Name: "代表" + id}
	for _, tier := range tiers {
		d.Memberships = append(d.Memberships, station.Membership{In: station.BodyCongress, Tier: tier, StartDate: "2021-12-01"})
	}
	if at != "" {
		d.Memberships = append(d.Memberships, station.Membership{In: station.BodyStation, Of: at})
	}
	return d
}

func came(ids ...string) []station.Attendance {
	var list []station.Attendance
	for _, id := range ids {
		list = append(list, station.Attendance{Deputy: id, State: station.SignedIn})
	}
	return list
}

// fill writes the county.
func (s *sample) fill() *sample {
	s.t.Helper()
	seven := 7
	s.put(east, station.KindStation, "s-east", &station.Station{ID: "s-east", Name: "东镇中心联络站", Kind: station.SiteCenter, DeclaredStations: &seven,
		TierLabels:    map[station.Tier]string{station.Township: "镇代表"},
		DeclaredKinds: map[station.SiteKind]int{station.SiteStation: 1, station.SitePoint: 2}})
	s.put(village, station.KindStation, "s-lin", &station.Station{ID: "s-lin", Name: "林村联络站", Kind: station.SiteStation, Parent: "s-east"})
	s.put(west, station.KindStation, "s-west", &station.Station{ID: "s-west", Name: "西镇联络站", Kind: station.SiteHome})
	s.put(east, station.KindDeputy, "d1", deputy("d1", "s-east", station.County, station.Township))
	s.put(east, station.KindDeputy, "d2", deputy("d2", "s-lin", station.Township))
	s.put(east, station.KindDeputy, "d3", deputy("d3", "", station.Township))
	council := deputy("d4", "s-west")
	council.Memberships = append(council.Memberships, station.Membership{In: station.BodyCouncil})
	s.put(west, station.KindDeputy, "d4", council)
	s.put(east, station.KindUnit, "u1", &station.Unit{ID: "u1", Name: "镇城建办"})
	s.put(east, station.KindGroup, "g1", &station.Group{ID: "g1", Name: "第一代表小组", Kind: station.GroupArea})
	s.activities()
	s.matters()
	return s
}

func (s *sample) activities() {
	s.put(east, station.KindSession, "r1", &station.ReceptionSession{ID: "r1", Date: "2024-03-15", Deputies: []string{"d1", "d2"}, Visitors: 5})
	s.put(village, station.KindSession, "r2", &station.ReceptionSession{ID: "r2", Date: "2024-04-15", Deputies: []string{"d2"}, Visitors: 1})
	s.put(village, station.KindSession, "r0", &station.ReceptionSession{ID: "r0", Date: "2023-12-15", Deputies: []string{"d2"}, Visitors: 9})
	for i, on := range []station.Date{"2024-01-10", "2024-02-10", "2024-05-31"} {
		id := fmt.Sprintf("v%d", i)
		s.put(east, station.KindActivity, id, &station.Activity{ID: id, Title: "走访林村", Type: "visit", Date: on, People: 4, Attendance: came("d1")})
	}
	s.put(west, station.KindActivity, "o1", &station.Activity{ID: "o1", Title: "宣讲", Type: "outreach", Date: "2024-05-02", Households: 30,
		Attendance: came("d4"), Results: []station.Result{{Name: "植树", Amount: 12, Unit: "株"}}})
	s.put(east, station.KindActivity, "t1", &station.Activity{ID: "t1", Title: "测试", Type: "knowledge_test", Date: "2024-05-03",
		Attendance: came("d1", "d2"), Scores: map[string]int{"d1": 90, "d2": 80}})
	s.put(east, station.KindProject, "p1", &station.Project{ID: "p1", Year: 2024, Name: "村道硬化", Progress: 100, Votes: []station.Vote{
		{On: "2024-02-01", Kind: station.VoteChoose, Members: 3, Present: 3, Ayes: 2}, {On: "2024-06-20", Kind: station.VoteAppraise, Members: 3, Present: 3, Ayes: 1, Middle: 1, Noes: 1}}})
	s.put(east, station.KindProject, "p2", &station.Project{ID: "p2", Year: 2024, Name: "路灯", Progress: 40, DueOn: "2024-05-30", Votes: []station.Vote{
		{On: "2024-02-01", Kind: station.VoteChoose, Members: 3, Present: 3, Ayes: 1}}})
	s.put(east, station.KindArticle, "n1", &station.Article{ID: "n1", Kind: station.News, Title: "动态", PublishedOn: "2024-03-16", Public: true})
	s.put(east, station.KindArticle, "n2", &station.Article{ID: "n2", Kind: station.Notice, Title: "通知", PublishedOn: "2024-03-16", Public: true})
	s.put(east, station.KindArticle, "n3", &station.Article{ID: "n3", Kind: station.News, Title: "没有发布", PublishedOn: "2024-03-16"})
}

var (
	road     = matter.Registration{Channel: matter.AtReception, Category: "road", Village: "林村"}
	accepted = &matter.AcceptedBy{}
	classed  = &matter.Classification{Category: "road", Grade: matter.Ordinary}
	assigned = &matter.Assignment{LeadUnit: "u1"}
	reply    = &matter.Reply{Class: "A", Form: "oral", Decided: "修好了", By: matter.Signer{Name: "办事员"}}
	told     = &matter.FedBack{How: "call"}
	glad     = &matter.Rated{Satisfaction: matter.Satisfied, Via: "call"}
	closed   = &matter.ClosedBy{}
)

func (s *sample) matters() {
	in := road
	in.Session, in.Visitor = "r2", 1
	s.matter(village, "m1", "2024-04-15", in, accepted, classed, assigned, reply, told, glad, closed, &matter.Rechecked{After: 30, Holds: true, Text: "还好"})
	in.Visitor = 2
	s.matter(village, "m2", "2024-04-15", in, accepted, classed, assigned)
	s.matter(east, "m3", "2024-05-20", road)
	s.matter(west, "m4", "2024-05-20", matter.Registration{Channel: matter.ByKiosk, Category: "water"}, accepted, &matter.Escalation{To: "party_committee", Text: "请研究"})
}

func (s *sample) board(scope string, from, to station.Date) Board {
	return s.book().Board(Query{Scope: scope, From: from, To: to}, s.moment())
}

func (s *sample) moment() Moment {
	return Moment{Now: time.Date(2024, 6, 30, 10, 0, 0, 0, station.Zone), Nodes: []Node{
		{ID: "n0", Name: "山县", Scope: county, State: Online, Version: "1.4.0"},
		{ID: "n1", Name: "东镇", Scope: east, State: Online, Version: "1.4.0", LastSeen: day("2024-06-30")},
		{ID: "n2", Name: "西镇", Scope: west, State: Silent, Version: "1.4.0", LastSeen: day("2024-06-20")},
		{ID: "n3", Name: "林村", Scope: village, State: Waiting},
	}}
}

func (b Board) figure(key string) Figure {
	for _, f := range b.Figures {
		if f.Key == key {
			return f
		}
	}
	return Figure{}
}

func jsonOf(t *testing.T, v any) string {
	t.Helper()
	raw, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return string(raw) + "\n"
}
