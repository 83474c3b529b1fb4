//go:build stories

package tests

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"lianzhan/station"
)

// joinsBelow brings a station in below another node of the county, over a line of its own.
func (s *live) joinsBelow(county *live, line, name, parent, step string) {
	s.t.Helper()
	code := spokenCode.FindString(county.run("enroll", name, "--parent", parent, "--scope-step", step))
	if code == "" {
		s.t.Fatal("no code was issued")
	}
	s.run("enroll", code, "--parent", line)
}

// words are what a desk can read of a matter.
func (c *clerk) words(id string) (all []string) {
	c.t.Helper()
	e, _ := c.fromAbove(id)
	for _, w := range e.Words {
		all = append(all, w.Words)
	}
	return all
}

// under lists the matters the county counts to a branch.
func (c *clerk) under(scope string) (ids []string) {
	c.t.Helper()
	list := told[struct{ Items []struct{ ID string } }](c.caller, c.want(http.StatusOK, "GET", "/api/v1/desk/matters?site="+url.QueryEscape(scope), nil))
	for _, i := range list.Items {
		ids = append(ids, i.ID)
	}
	return ids
}

// A station is given to another town while it is away. It comes back, follows by itself and has lost nothing: neither what
// only it knows of its voters, nor what came in meanwhile; and its matters go on.
func TestAStationThatWasMovedFollows(t *testing.T) {
	county, village := startCounty(t), startTown(t)
	officials := openOffice(t, county)
	staff := openOffice(t, village)
	county.run("enroll", "老河镇", "--scope-step", "laohe", "--kind", "center")
	county.run("enroll", "新河镇", "--scope-step", "xinhe", "--kind", "center")
	line := newLine(t, strings.TrimPrefix(county.url(""), "http://"), 0)
	village.joinsBelow(county, line.URL(), "石湾村联络站", "/c/laohe", "shiwan")
	chief := officials.master
	soon(t, "the county sees the station", func() bool { return chief.nodeAt("/c/laohe/shiwan").State == "online" })
	const early, late = "村口的桥面裂了一道缝，三轮车过不去。", "路灯坏了三盏，晚上看不见路。"
	first := village.kiosk("127.0.0.61").tell(early, nil)
	soon(t, "the matter is the old town's", func() bool { return len(chief.under("/c/laohe")) == 1 })

	line.Sever(true)
	second := village.kiosk("127.0.0.61").tell(late, nil)
	node := chief.nodeAt("/c/laohe/shiwan")
	chief.want(http.StatusOK, "POST", "/api/v1/desk/session/confirm", fields{"password": firstPassword})
	moved := told[struct {
		To      string
		Records int
		Rejoin  []string
	}](chief.caller, chief.want(http.StatusOK, "POST", "/api/v1/county/nodes/"+node.ID+"/move", fields{"parent": "/c/xinhe"}))
	if moved.To != "/c/xinhe/shiwan" || moved.Records == 0 || len(moved.Rejoin) != 0 {
		t.Fatalf("moved %+v", moved)
	}
	line.Sever(false)

	soon(t, "the station stands in the new town", func() bool { return chief.nodeAt("/c/xinhe/shiwan").State == "online" })
	soon(t, "both matters are the new town's", func() bool { return len(chief.under("/c/xinhe")) == 2 && len(chief.under("/c/laohe")) == 0 })
	for id, said := range map[string]string{first.ID: early, second.ID: late} {
		staff.master.does(id, "accepted", fields{})
		if got := staff.master.words(id); len(got) != 1 || got[0] != said {
			t.Errorf("the station reads %q, not %q", got, said)
		}
		soon(t, "the county hears of it", func() bool {
			return strings.Contains(string(chief.want(http.StatusOK, "GET", "/api/v1/desk/matters?site=/c/xinhe&state=accepted", nil).body), id)
		})
	}
	soon(t, "nothing waits", func() bool {
		status := string(staff.master.want(http.StatusOK, "GET", "/api/v1/desk/sync", nil).body)
		return strings.Contains(status, `"pending":0`) && strings.Contains(status, `"state":"online"`)
	})
	for id, said := range map[string]string{first.ID: early, second.ID: late} {
		if got := staff.master.words(id); len(got) != 1 || got[0] != said {
			t.Errorf("in the end the station reads %q, not %q", got, said)
		}
	}
}

// A reception rule written at the county's desk is on the station's calendar, and its change follows. That the station also hears of
// a wider one above it gives it no other name.
func TestReceptionDaysComeFromTheCounty(t *testing.T) {
	county, village := startCounty(t), startTown(t)
	chief := openOffice(t, county).master
	village.joins(county, "石湾镇中心站", "shiwan")
	soon(t, "the link stands", func() bool { return chief.nodeAt("/c/shiwan").State == "online" })
	rule := fields{"title": "代表接待日", "pattern": fields{"kind": "month_days", "days": []int{15}}, "start": "09:00", "end": "11:00", "place": "镇政府一楼", "holiday": "keep", "rota": []string{deputyOne}}
	days := told[struct{ Items []struct{ Date string } }](chief.caller, chief.want(http.StatusOK, "POST", "/api/v1/county/receptions/days", rule))
	if len(days.Items) == 0 || !strings.HasSuffix(days.Items[0].Date, "-15") {
		t.Fatalf("the days are %+v", days)
	}
	chief.want(http.StatusCreated, "PUT", "/api/v1/county/records/station?scope=/c", fields{"name": "县代表联络中心", "kind": "center"})
	made := told[struct{ ID string }](chief.caller, chief.want(http.StatusCreated, "PUT", "/api/v1/county/records/reception_rule?scope=/c/shiwan", rule))
	shown := func() string {
		return string(village.get("/api/v1/receptions?to=" + time.Now().In(station.Zone).AddDate(0, 0, 60).Format(time.DateOnly)))
	}
	soon(t, "the station shows the day", func() bool {
		return strings.Contains(shown(), days.Items[0].Date) && strings.Contains(shown(), "麦穗田")
	})
	chief.want(http.StatusOK, "PUT", "/api/v1/county/records/reception_rule/"+made.ID, fields{"pattern": fields{"kind": "lunar_day", "lunar_day": 16}, "place": "老戏台"})
	soon(t, "the station shows the other", func() bool { return strings.Contains(shown(), "十六") && strings.Contains(shown(), "老戏台") })
	if at := string(village.get("/api/v1/station")); !strings.Contains(at, "县代表联络中心") || !strings.Contains(at[:100], "石湾镇中心联络站") {
		t.Errorf("the station calls itself %s", at)
	}
}
