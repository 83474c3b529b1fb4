package cockpit

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
	"lianzhan/station/figure"
	"lianzhan/web/problem"
)

// shelf is a store of flat records that counts how often it is read whole.
type shelf struct {
	lock    sync.Mutex
	records map[station.Ref]station.Record
	whole   int // kinds read whole
	one     int // records read by themselves
	torn    bool
}

func (s *shelf) View(fn func(station.Reader) error) error {
	s.lock.Lock()
	defer s.lock.Unlock()
	if s.torn {
		return errors.New("the disk is gone")
	}
	return fn(s)
}

func (*shelf) Seq() uint64 { return 1 }

func (s *shelf) Record(kind station.Kind, id string) (station.Record, error) {
	s.one++
	r, found := s.records[station.Ref{Kind: kind, ID: id}]
	if !found {
		return r, station.NotFound("record_not_found", "没有。")
	}
	return r, nil
}

func (s *shelf) Records(kind station.Kind) ([]station.Record, error) {
	s.whole++
	var list []station.Record
	for ref, r := range s.records {
		if ref.Kind == kind {
			list = append(list, r)
		}
	}
	return list, nil
}

// world is a room with a shelf behind it and a door that knows one viewer.
type world struct {
	*testing.T
	shelf  *shelf
	room   *Room
	app    *fiber.App
	viewer Viewer
	taken  []string
	closed error // what the book of exports says
	rung   chan struct{}
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{T: t, shelf: &shelf{records: map[station.Ref]station.Record{}}, rung: make(chan struct{}, 8), viewer: Viewer{Name: "季同安"}}
	now := time.Date(2024, 6, 30, 10, 0, 0, 0, station.Zone)
	w.room = New(Options{Store: w.shelf, Scope: func() string { return "/shan" }, Rings: func() { w.rung <- struct{}{} },
		Now: func() station.Reading { return station.Reading{Time: now, Trust: station.TrustNTP} },
		Nodes: func() ([]figure.Node, error) {
			return []figure.Node{{ID: "n1", Name: "东镇", Scope: "/shan/dong", State: figure.Silent, LastSeen: now.AddDate(0, 0, -3)},
				{ID: "n2", Name: "西镇", Scope: "/shan/xi", State: figure.Waiting}}, nil
		},
		Viewer: func(*fiber.Ctx) Viewer { return w.viewer },
		Taken:  func(_ *fiber.Ctx, report string) error { w.taken = append(w.taken, report); return w.closed }})
	t.Cleanup(w.room.Close)
	w.app = fiber.New(fiber.Config{ErrorHandler: problem.Handler})
	for _, route := range w.room.Routes() {
		w.app.Add(route.Method, route.Path, route.Answer)
	}
	seven := 7
	w.put("/shan/dong", station.KindStation, "s1", &station.Station{ID: "s1", Name: "东镇中心联络站", Kind: station.SiteCenter, DeclaredStations: &seven})
	w.put("/shan/xi", station.KindStation, "s2", &station.Station{ID: "s2", Name: "西镇代表之家", Kind: station.SiteHome})
	w.put("/shan/dong", station.KindSession, "r1", sitting("r1", "2024-06-15", 5))
	w.put("/shan/xi", station.KindSession, "r2", sitting("r2", "2024-05-15", 2))
	return w
}

func sitting(id string, on station.Date, visitors int) *station.ReceptionSession {
	return &station.ReceptionSession{ID: id, Date: on, Deputies: []string{"d1"}, Visitors: visitors}
}

// put writes a record and announces it.
func (w *world) put(place string, kind station.Kind, id string, thing station.Thing) {
	w.Helper()
	ref := station.Ref{Kind: kind, ID: id}
	edits, err := station.Put(w.shelf.records[ref], kind, id, thing)
	if err != nil {
		w.Fatal(err)
	}
	for _, e := range edits {
		c := station.Change{Header: station.Header{Origin: "b/1", HLC: station.HLC(len(w.shelf.records) + 1), Kind: kind, ID: id, Op: e.Op, Class: e.Class}, Body: e.Fields}
		next, err := w.shelf.records[ref].Take(station.Entry{Change: c, Place: place})
		if err != nil {
			w.Fatal(err)
		}
		w.shelf.lock.Lock()
		w.shelf.records[ref] = next
		w.shelf.lock.Unlock()
	}
	w.room.Heard(station.Announcement{Refs: []station.Ref{ref}})
}

func (w *world) get(path string) (int, http.Header, []byte) {
	w.Helper()
	answer, err := w.app.Test(httptest.NewRequest(http.MethodGet, Path+path, nil), -1)
	if err != nil {
		w.Fatal(err)
	}
	defer func() {
		if err := answer.Body.Close(); err != nil {
			w.Error(err)
		}
	}()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		w.Fatal(err)
	}
	return answer.StatusCode, answer.Header, body
}
