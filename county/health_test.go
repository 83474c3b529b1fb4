package county

import (
	"testing"
	"time"

	"lianzhan/station"
)

func TestHowABoxIs(t *testing.T) {
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, station.Zone)
	active := []station.Device{{ID: "d1"}}
	gone := []station.Device{{ID: "d1", Revoked: now, Why: "lost"}}
	ago := func(d time.Duration) Peer { return Peer{Device: "d1", Seen: now.Add(-d), Version: "1.0"} }
	ringing := ago(48 * time.Hour)
	ringing.Online = true
	other := ago(time.Minute)
	other.Version = "0.9"
	for name, c := range map[string]struct {
		devices []station.Device
		peer    Peer
		known   bool
		want    string
	}{
		"nobody enrolled":           {nil, Peer{}, false, waiting},
		"its word was taken":        {gone, ago(time.Minute), true, revoked},
		"never heard":               {active, Peer{}, false, offline},
		"asked a minute ago":        {active, ago(time.Minute), true, online},
		"asked an hour ago":         {active, ago(time.Hour), true, offline},
		"asked two days ago":        {active, ago(48 * time.Hour), true, silent},
		"the bell hangs on":         {active, ringing, true, online},
		"another version":           {active, other, true, old},
		"another version, away":     {active, Peer{Device: "d1", Seen: now.Add(-time.Hour), Version: "0.9"}, true, offline},
		"of an invented town":       {active, Peer{Device: "d1", Seen: now.Add(-25 * time.Hour), Version: Demo}, true, Demo},
		"another version and quiet": {active, Peer{Device: "d1", Seen: now.Add(-25 * time.Hour), Version: "0.9"}, true, silent},
	} {
		var i Item
		if i.tell(station.Node{Devices: c.devices}, c.peer, c.known, "1.0", now); i.State != c.want {
			t.Errorf("%s: %s, want %s", name, i.State, c.want)
		}
	}
	var i Item
	i.tell(station.Node{Devices: active}, Peer{Device: "d1", Seen: now, Version: "1.0", Pending: 3, OldestAt: now.Add(-90 * time.Second)}, true, "1.0", now)
	if i.LagS != 90 || i.Pending != 3 {
		t.Errorf("%+v", i)
	}
}

// Nothing is refused to a box that holds very much; but it is shown before anybody has to wait for it.
func TestABoxThatHoldsTooMuchIsShown(t *testing.T) {
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, station.Zone)
	for held, heavy := range map[uint64]bool{0: false, mostHeld: false, mostHeld + 1: true} {
		var i Item
		i.tell(station.Node{Devices: []station.Device{{ID: "d1"}}}, Peer{Device: "d1", Seen: now, Held: held}, true, "1.0", now)
		if i.Held != held || i.Heavy != heavy {
			t.Errorf("%d changes: %+v", held, i)
		}
	}
}

func TestWhoServesABranch(t *testing.T) {
	on := []station.Device{{ID: "d"}}
	nodes := []station.Node{{Scope: "/c"}, {Scope: "/c/t", Devices: on}, {Scope: "/c/t/v"}, {Scope: "/c/t/w", Devices: on}, {Scope: "/c/u"}}
	for branch, want := range map[string]string{"/c/t/w": "/c/t/w", "/c/t/v": "/c/t", "/c/t/v/p": "/c/t", "/c/u": "", "/c": "", "": "", "/elsewhere": ""} {
		n, found := Nearest(nodes, branch, "/c")
		if n.Scope != want || found != (want != "") {
			t.Errorf("%s is served by %q", branch, n.Scope)
		}
	}
}
