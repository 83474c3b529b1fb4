//go:build stories

package tests

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"lianzhan/station"
	"lianzhan/store"
)

// office is the staff of a station, each signed in at a machine of their own.
type office struct {
	t      *testing.T
	s      *live
	master *clerk
	people map[station.Role]*clerk
}

// clerk is one person at the desk.
type clerk struct {
	*caller
	login, password string
}

// The town of the stories: small, so that what somebody must not see stands out.
const (
	roadUnit, waterUnit = "unit-roads", "unit-water"
	deputyOne           = "deputy-one"
	deputyCode          = "K7M2Q9XA"
	stationHome         = "home"
	homeCode            = "B3N8T5WC"
	suggestionOne       = "suggestion-one"
)

func townRecords(t *testing.T) []station.Edit {
	t.Helper()
	put := func(kind station.Kind, id string, v any) station.Edit {
		raw, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		return station.Edit{Kind: kind, ID: id, Op: station.OpPut, Class: station.Public, Fields: raw}
	}
	return []station.Edit{
		put(station.KindStation, stationHome, station.Station{ID: stationHome, Code: homeCode, Name: "石湾镇中心联络站", AreaCode: "000000109",
			Phone: "0570-0000021", Villages: []string{"莲池村", "上洋村"}}),
		put(station.KindUnit, roadUnit, station.Unit{ID: roadUnit, Name: "镇城建办", Short: "城建办", Phone: "0570-0000031"}),
		put(station.KindUnit, waterUnit, station.Unit{ID: waterUnit, Name: "镇水利站", Short: "水利站", Phone: "0570-0000032"}),
		put(station.KindDeputy, deputyOne, station.Deputy{ID: deputyOne, Code: deputyCode, Name: "麦穗田", Posts: []string{"莲池村村民"},
			Memberships: []station.Membership{{In: station.BodyCongress, Tier: station.Township, Area: "第3选区"}}}),
		put(station.KindSuggestion, suggestionOne, station.Suggestion{ID: suggestionOne, Title: "关于加快安置房交付的建议", Body: "建议倒排工期，逐户公示。"}),
		put(station.KindScreen, "hall", station.Screen{ID: "hall", Name: "大厅", Kind: station.WallScreen, Width: 1920, Height: 1080,
			Pages: []station.PageKind{station.PagePromise, station.PageSolved}}),
	}
}

// startTown runs a station of the small town.
func startTown(t *testing.T) *live {
	t.Helper()
	data := t.TempDir()
	db, err := store.Open(data, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Write(context.Background(), "story", townRecords(t)...); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return start(t, data)
}

const firstPassword = "漫山红叶映清溪 四方来客坐"

// openOffice makes the first account with the code of the console, and one account for each further role.
func openOffice(t *testing.T, s *live, roles ...station.Role) *office {
	t.Helper()
	o := &office{t: t, s: s, people: map[station.Role]*clerk{}}
	code := strings.TrimSpace(s.run("user", "setup-code"))
	door := s.caller("127.0.0.20")
	door.want(http.StatusNoContent, "POST", "/api/v1/desk/setup",
		fields{"code": code, "login": "zhanzhang", "name": "高禾苗", "password": firstPassword})
	door.refused(http.StatusConflict, "setup_done", "POST", "/api/v1/desk/setup",
		fields{"code": code, "login": "second", "name": "高禾苗", "password": firstPassword})
	o.master = o.signIn("127.0.0.21", "zhanzhang", firstPassword)
	o.master.want(http.StatusOK, "POST", "/api/v1/desk/session/confirm", fields{"password": firstPassword})
	o.people[station.RoleMaster] = o.master
	for i, role := range roles {
		newcomer := fields{"login": strings.ReplaceAll(string(role), "_", "."), "name": "同志" + string(rune('甲'+i)), "roles": []station.Role{role}}
		switch role {
		case station.RoleUnit:
			newcomer["unit"] = roadUnit
		case station.RoleDeputy:
			newcomer["deputy"] = deputyOne
		case station.RoleInformant:
			newcomer["roles"] = []station.Role{role, station.RoleLegal}
		}
		o.people[role] = o.hire(addressOf(i+10), newcomer)
	}
	return o
}

// hire makes an account and lets its owner choose a password of their own.
func (o *office) hire(address string, newcomer fields) *clerk {
	o.t.Helper()
	issued := told[struct {
		ID, Login string
		Initial   string `json:"initial_password"`
	}](o.master.caller, o.master.want(http.StatusCreated, "POST", "/api/v1/desk/accounts", newcomer))
	c := o.signIn(address, issued.Login, issued.Initial)
	c.refused(http.StatusForbidden, "", "GET", "/api/v1/desk/today", nil)
	c.password = "一壶浊酒喜相逢 清风拂面 " + issued.Login
	c.want(http.StatusNoContent, "POST", "/api/v1/desk/session/password", fields{"old": issued.Initial, "new": c.password})
	return c
}

func (o *office) signIn(address, login, password string) *clerk {
	o.t.Helper()
	c := &clerk{caller: o.s.caller(address), login: login, password: password}
	c.heads["Sec-Fetch-Site"] = "same-origin"
	c.want(http.StatusOK, "POST", "/api/v1/desk/session", fields{"login": login, "password": password})
	return c
}

func (o *office) officer() *clerk { return o.people[station.RoleOfficer] }
func (o *office) unit() *clerk    { return o.people[station.RoleUnit] }

// detail is a matter as the desk sees it, as far as the stories look at it.
type detail struct {
	Row struct {
		ID, Number, State, Unit, Public, Satisfaction, Revision string
		MeToo                                                   int `json:"me_too"`
		Urges                                                   int
		Escalated, Supervised                                   bool
		Due                                                     *struct{ Step, Due, Basis, How string }
	}
	Matter struct {
		Suggestion string
		From       []string `json:"merged_from"`
		Into       string   `json:"merged_into"`
		Redone     int
		Volume     string
	}
	Words     []struct{ Words string }
	Contact   *struct{ Name, Phone string }
	Timeline  []struct{ Type, At, Title, Text, By, Note string }
	Deadlines []struct{ Step, From, Due, Done, Basis, How string }
	May       []string
	Similar   []struct{ ID string }
}

func (c *clerk) detail(id string) detail {
	c.t.Helper()
	return told[detail](c.caller, c.want(http.StatusOK, "GET", "/api/v1/desk/matters/"+id, nil))
}

// does writes one event that must be taken. A matter that leaves the person's sight is answered with nothing.
func (c *clerk) does(id, event string, data fields) {
	c.t.Helper()
	body := fields{"type": event, "note": "据实办理"}
	if data != nil {
		body["data"] = data
	}
	if a := c.send("POST", "/api/v1/desk/matters/"+id+"/events", written(body)); a.status != http.StatusOK && a.status != http.StatusNoContent {
		c.t.Fatalf("%s writes %s %v: %d %s", c.login, event, data, a.status, a.body)
	}
}

// cannot writes one event that must be refused.
func (c *clerk) cannot(id, event string, data fields, status int, code string) {
	c.t.Helper()
	body := fields{"type": event}
	if data != nil {
		body["data"] = data
	}
	c.refused(status, code, "POST", "/api/v1/desk/matters/"+id+"/events", body)
}

// reply is an answer that leaves nothing out.
func reply(class, decided string) fields {
	return fields{"class": class, "form": "written", "decided": decided, "why_not": "", "next": "一周后再看一次", "call": "0570-0000031",
		"by": fields{"name": "罗坪舟", "post": "主任", "phone": "0570-0000031"}}
}

// handOn takes a matter the lawful way to the unit that must act.
func (o *office) handOn(id, unit string) {
	o.t.Helper()
	o.master.does(id, "accepted", nil)
	o.officer().does(id, "classified", fields{"category": "road", "grade": "urgent"})
	o.master.does(id, "assigned", fields{"lead_unit": unit, "opinion": "请尽快到现场处理"})
}

// steps lists what happened, in order.
func (d detail) steps() []string {
	var types []string
	for _, line := range d.Timeline {
		types = append(types, line.Type)
	}
	return types
}

// inOrder reports whether each event comes after the one before it.
func inOrder(steps []string, wanted ...string) bool {
	at := 0
	for _, step := range steps {
		if at < len(wanted) && step == wanted[at] {
			at++
		}
	}
	return at == len(wanted)
}
