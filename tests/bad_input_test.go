//go:build stories

package tests

import (
	"bytes"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"lianzhan/station"
	"lianzhan/store"
	treesync "lianzhan/sync"
	"lianzhan/sync/above"
	"lianzhan/sync/wire"
)

// forgeLive takes the keys of a real station and stops it.
func forgeLive(t *testing.T, county, s *live) *forger {
	t.Helper()
	s.down()
	db, err := store.Open(s.data, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	f := &forger{t: t, parent: county.url(""), origin: db.Origin(), device: station.DeviceOf(db.Origin()), scope: db.Scope()}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	f.steal(s.data)
	return f
}

type faultRow struct{ Code, Node, Kind, ID string }

func (c *clerk) faults() (rows []faultRow) {
	c.t.Helper()
	return told[struct{ Items []faultRow }](c.caller, c.want(http.StatusOK, "GET", "/api/v1/county/faults", nil)).Items
}

// ownFaults are the reasons a station's own desk shows.
func (c *clerk) ownFaults() (codes []string) {
	c.t.Helper()
	for _, f := range told[treesync.Status](c.caller, c.want(http.StatusOK, "GET", "/api/v1/desk/sync", nil)).Faults {
		codes = append(codes, f.Code)
	}
	return codes
}

// A stolen key speaks to the real county by hand. Nothing it says amiss is taken, each refusal has a sentence, the county
// does not swell, and the station next door is heard all the while.
func TestAStolenKeyAgainstTheRealCounty(t *testing.T) {
	county, victim, other := startCounty(t), start(t, t.TempDir()), start(t, t.TempDir())
	officials := openOffice(t, county)
	victim.joins(county, "石湾镇中心站", "shiwan")
	other.joins(county, "白沙镇中心站", "baisha")
	soon(t, "both are settled", func() bool { return victim.settled() && other.settled() })
	f := forgeLive(t, county, victim)
	f.hello()
	before := county.memory()
	whole, err := wire.Pack(wire.Push{Epoch: f.epoch, Items: []station.Entry{f.change(nil)}})
	if err != nil {
		t.Fatal(err)
	}
	bomb := packed(t, bytes.Repeat([]byte(" "), 512<<20))
	for name, c := range map[string]struct {
		kind string
		body []byte
		code string
	}{
		"cut":      {wire.PackedType, whole[:len(whole)/2], "frame_invalid"},
		"altered":  {wire.PackedType, append([]byte{0, 0, 0, 0}, whole[4:]...), "frame_invalid"},
		"a bomb":   {wire.PackedType, bomb, "frame_too_large"},
		"too much": {wire.PlainType, bytes.Repeat([]byte(" "), wire.MaxFrame+1), "body_too_large"},
		"rubbish":  {wire.PlainType, []byte(`{"items":[{`), "frame_invalid"},
	} {
		for range 5 {
			if status, code := f.post("/push", f.session, c.kind, c.body, nil); status == http.StatusOK || code != c.code && code != "cut" {
				t.Errorf("%s: %d %s, want %s", name, status, code, c.code)
			}
		}
	}
	if grown := county.memory() - before; grown > 60<<20 {
		t.Errorf("bad frames cost the county %d MB", grown>>20)
	}
	hello := f.greeting()
	hello.After++
	if status, code := f.send("/hello", hello, nil); status == http.StatusOK || code != "signature_invalid" {
		t.Errorf("an altered hello: %d %s", status, code)
	}
	if _, status, _ := f.push(f.change(nil)); status != http.StatusOK {
		t.Errorf("a whole frame after all these: %d", status)
	}
	again := f.change(func(e *station.Entry) { e.Ctr, e.Prev = 1, "" })
	again.Proof[0] ^= 1
	if _, status, code := f.push(again); status != http.StatusOK && code == "" {
		t.Errorf("replayed with a wrong proof: %d", status)
	}
	for _, spoil := range []func(*station.Entry){
		func(e *station.Entry) { e.Place, e.ID = "/c/baisha", "elsewhere" },
		func(e *station.Entry) { e.Kind, e.ID = station.KindNode, "n" },
		func(e *station.Entry) { e.Op = "explode" },
	} {
		if reply, _, code := f.push(f.change(spoil)); len(reply.Quarantined) != 1 {
			t.Errorf("taken: %+v %s", reply, code)
		}
	}
	rows := officials.master.faults()
	for _, want := range []faultRow{{"scope_not_yours", "石湾镇中心站", "activity", "elsewhere"}, {"kind_not_yours", "石湾镇中心站", "node", "n"},
		{"op_unknown", "石湾镇中心站", "activity", "forged"}} {
		if !slices.Contains(rows, want) && !slices.Contains(rows, faultRow{"scope_not_yours", want.Node, want.Kind, want.ID}) {
			t.Errorf("the county's desk does not show %v: %v", want, rows)
		}
	}
	other.run("set", "activity", "邻站照常走访", "type=visit", "date=2026-11-21")
	soon(t, "the station next door is heard", func() bool { return county.knowsActivity("邻站照常走访") })
}

// A village's key is stolen and speaks to the town: of its neighbour's branch, as a newer program, from 2099. The town keeps
// aside what is not its own to say, the county does too, and both desks name it with its reason; all else goes its way.
func TestBothDesksNameWhatWasNotTaken(t *testing.T) {
	county, town, village := startCounty(t), startTown(t), start(t, t.TempDir())
	officials, staff := openOffice(t, county), openOffice(t, town)
	town.joins(county, "石湾镇中心站", "shiwan")
	county.run("enroll", "莲池村联络站", "--parent", "/c/shiwan", "--scope-step", "lianchi")
	var code string
	soon(t, "the town may give the village its code", func() bool {
		said, exit := town.try("code", "莲池村联络站")
		code = spokenCode.FindString(said)
		return exit == 0
	})
	village.run("enroll", code, "--parent", town.url(""))
	soon(t, "both are settled", func() bool { return town.settled() && village.standing().State == above.Online })
	f := forgeLive(t, town, village)
	f.hello()
	for _, spoil := range []func(*station.Entry){
		func(e *station.Entry) { e.Place, e.ID = "/c/baisha", "elsewhere" },
		func(e *station.Entry) { e.Op, e.ID = "explode", "unknown" },
		func(e *station.Entry) {
			e.ID, e.HLC = "late", station.HLCAt(time.Date(2099, 1, 1, 0, 0, 0, 0, time.UTC))
			e.Body = raw(t, station.Activity{ID: "late", Title: "2099年走访", Type: "visit", Date: "2026-11-21"})
			e.BodyHash = station.HashOf(e.Body)
		},
	} {
		if reply, status, code := f.push(f.change(spoil)); status != http.StatusOK || len(reply.Ack) != 1 {
			t.Fatalf("%d %s %+v", status, code, reply)
		}
	}
	village.up()
	village.run("set", "activity", "村里照常走访", "type=visit", "date=2026-11-21")
	soon(t, "all else arrives", func() bool {
		return county.knowsActivity("2099年走访") && county.knowsActivity("村里照常走访")
	})
	for _, want := range []faultRow{{"scope_not_yours", "莲池村联络站", "activity", "elsewhere"}, {"op_unknown", "莲池村联络站", "activity", "unknown"}} {
		soon(t, "both desks name "+want.Code, func() bool {
			return slices.Contains(officials.master.faults(), want) && slices.Contains(staff.master.ownFaults(), want.Code)
		})
	}
	for _, desk := range []struct {
		s    *live
		menu string
	}{{county, "联络站点"}, {town, "与上级联系"}} {
		page := browse(t, officeScreen)
		page.act(chromedp.Navigate(desk.s.url("/desk")))
		page.signIn("zhanzhang", firstPassword)
		page.act(press(desk.menu), see("不属于这个站点"), see("程序太旧，不认识这种改动；升级后会自动采用"))
		page.looked(desk.menu)
	}
	if said := town.run("sync"); !strings.Contains(said, "不属于这个站点") || !strings.Contains(said, "程序太旧，不认识这种改动") {
		t.Errorf("the command line says %q", said)
	}
	if asOf := told[struct {
		AsOf time.Time `json:"as_of"`
	}](officials.master.caller, officials.master.want(http.StatusOK, "GET", "/api/v1/county/nodes", nil)).AsOf; asOf.Year() > 2090 {
		t.Errorf("the county's clock went along to %v", asOf)
	}
}
