package main

import (
	"sync/atomic"
	"time"

	"github.com/gofiber/fiber/v2"

	"lianzhan/desk/audit"
	"lianzhan/desk/door"
	"lianzhan/station"
	"lianzhan/store"
	"lianzhan/sync"
	"lianzhan/sync/stick"
)

// kept are the kinds of record a station keeps to itself: how it works, not what happened in it.
var kept = []station.Kind{station.KindPolicy, station.KindHolidays, station.KindScreen}

// treeClock is the box's clock, corrected by the parent's time as long as that is fresh and no time server was heard. It
// never sets the system's.
type treeClock struct {
	box  func() (time.Time, station.Trust)
	room atomic.Pointer[sync.Room]
}

func (c *treeClock) read() (time.Time, station.Trust) {
	now, trust := c.box()
	room := c.room.Load()
	if room == nil || trust == station.TrustNTP {
		return now, trust
	}
	if ahead, ok := room.Above.Offset(); ok {
		return now.Add(ahead), station.TrustCounty
	}
	return now, trust
}

// newSync opens the room that speaks to the boxes above and below.
func newSync(db *store.DB, data string, drop func()) (*sync.Room, error) {
	return sync.New(sync.Options{Store: db, Dir: data, Version: version, Drop: drop})
}

// syncRoutes are the addresses of sync behind the desk's door.
func (b *box) syncRoutes() []door.Route {
	return []door.Route{{Method: fiber.MethodGet, Path: "/api/v1/desk/sync", Action: station.ActReadSync, Answer: b.sync.Report},
		{Method: fiber.MethodGet, Path: stick.Path, Action: station.ActExport, Answer: audit.Noting(b.db, audit.BundleGiven, b.sync.Stick.Give)},
		{Method: fiber.MethodPost, Path: stick.Path, Action: station.ActImport, Accepts: fiber.MIMEOctetStream,
			Answer: audit.Noting(b.db, audit.BundleTaken, b.sync.Stick.Take)}}
}
