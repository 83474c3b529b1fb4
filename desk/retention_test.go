package desk

import (
	"strings"
	"testing"
	"time"

	"lianzhan/desk/retention"
	"lianzhan/station"
	"lianzhan/station/matter"
)

func TestWhatBecomesOfAContact(t *testing.T) {
	ended := time.Date(2026, 1, 10, 12, 0, 0, 0, station.Zone)
	full, masked := &matter.Contact{Name: "张三丰"}, &matter.Contact{Name: "张某某", Masked: true}
	for _, c := range []struct {
		why     string
		contact *matter.Contact
		ended   time.Time
		days    int
		policy  station.Policy
		trust   station.Trust
		want    retention.Act
	}{
		{"nothing is kept", nil, ended, 1000, station.Policy{}, station.TrustNTP, retention.Leave},
		{"it is still open", full, time.Time{}, 1000, station.Policy{}, station.TrustNTP, retention.Leave},
		{"89 days", full, ended, 89, station.Policy{}, station.TrustNTP, retention.Leave},
		{"90 days", full, ended, 90, station.Policy{}, station.TrustNTP, retention.Mask},
		{"masked already", masked, ended, 400, station.Policy{}, station.TrustNTP, retention.Leave},
		{"two years", masked, ended, 730, station.Policy{}, station.TrustNTP, retention.Erase},
		{"two years, never masked", full, ended, 800, station.Policy{}, station.TrustRTC, retention.Erase},
		{"the clock is not believed", full, ended, 800, station.Policy{}, station.TrustUntrusted, retention.Leave},
		{"a station's own terms", full, ended, 30, station.Policy{MaskAfterDays: 30, EraseAfterDays: 60}, station.TrustNTP, retention.Mask},
	} {
		now := station.Reading{Time: c.ended.AddDate(0, 0, c.days), Trust: c.trust}
		if got := retention.Plan(c.contact, c.ended, c.policy, now); got != c.want {
			t.Errorf("%s: %d, want %d", c.why, got, c.want)
		}
	}
}

func TestContactsFadeAndTheBooksStand(t *testing.T) {
	erasures := 0
	w := newWorld(t, func(o *Options) { o.Compact = func() { erasures++ } })
	done, open := w.register(manhole).ID, w.register(strings.Replace(manhole, "00001", "00002", 1)).ID
	w.walk(done, `master declined {"reason":"petition","advice":"请找信访部门。","told":"call"}`)
	round := func(want int) {
		t.Helper()
		if n, err := w.room.keeping.Round(t.Context()); n != want || err != nil {
			t.Errorf("dealt with %d, want %d: %v", n, want, err)
		}
	}
	round(0)
	w.store.pass(91 * 24 * time.Hour)
	w.store.trust = station.TrustUntrusted
	round(0)
	w.store.trust = station.TrustNTP
	round(1)
	round(0)
	if c := w.detail("officer", done).Contact; c == nil || c.Name != "张某某" || c.Phone != "138****1234" {
		t.Errorf("after 91 days: %+v", c)
	}
	if kept(t, w, done, "13800001234") || !kept(t, w, open, "13800001234") {
		t.Error("the wrong number was masked")
	}
	w.store.pass(700 * 24 * time.Hour)
	round(1)
	d := w.detail("officer", done)
	if d.Contact != nil || kept(t, w, done, "张某某") || d.Row.State != "declined" || erasures != 2 {
		t.Errorf("after two years: %+v, %d erasures", d.Contact, erasures)
	}
}

// kept reports whether any event of a matter still holds a text.
func kept(t *testing.T, w *world, id, text string) bool {
	t.Helper()
	record, err := w.store.Record(station.KindMatter, id)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range record.Events {
		if strings.Contains(string(e.Body), text) {
			return true
		}
	}
	return false
}
