package desk

import (
	"net/http"
	"strings"
	"testing"

	"lianzhan/desk/casebook"
	"lianzhan/desk/door"
	"lianzhan/station"
)

// inBusiness are the addresses that ask for a person only, because many roles share them; they look at the person's scope.
var inBusiness = []string{"/api/v1/desk/matters", "/api/v1/desk/files", "/api/v1/desk/suggestions"}

// mayUse is what the list of addresses promises about a person.
func mayUse(route door.Route, who door.Who) bool {
	if !who.May(route.Action) {
		return false
	}
	if route.Action == station.ActSignedIn {
		for _, prefix := range inBusiness {
			if strings.HasPrefix(route.Path, prefix) {
				return casebook.ScopeOf(who).Any()
			}
		}
	}
	return true
}

// Every address is asked as every role: who may not is turned away at the door, who may gets past it, to whatever the room says.
func TestEveryAddressAsEveryRole(t *testing.T) {
	w := newWorld(t)
	id := w.register(manhole).ID
	path := strings.NewReplacer(":id", id, ":hash", strings.Repeat("a", 64), ":token", "t1")
	for _, route := range w.room.Routes() {
		for name, who := range people {
			contentType := "application/json"
			if route.Accepts != "" {
				contentType = route.Accepts + "; boundary=x"
			}
			r := w.send(name, route.Method, path.Replace(route.Path), contentType, strings.NewReader("{}"))
			refused := r.status == http.StatusForbidden
			if allowed := mayUse(route, who); refused == allowed {
				t.Errorf("%s as %s: %d %s, allowed = %v", route.Method+" "+route.Path, name, r.status, r.code, allowed)
			}
			if r.status >= http.StatusInternalServerError && r.status != http.StatusServiceUnavailable {
				t.Errorf("%s as %s: %d %s", route.Method+" "+route.Path, name, r.status, r.body)
			}
		}
		if r := w.send("", route.Method, path.Replace(route.Path), "application/json", strings.NewReader("{}")); r.status != http.StatusUnauthorized && route.Accepts == "" {
			t.Errorf("%s %s as nobody: %d", route.Method, route.Path, r.status)
		}
	}
}

// Each step at a matter is asked as every role: one whose roles do not carry the action is turned away, whatever it says.
func TestEveryStepAsEveryRole(t *testing.T) {
	allowed := map[string]station.Action{"verified": station.ActVerify, "accepted": station.ActAccept, "declined": station.ActDecline,
		"merged": station.ActMerge, "classified": station.ActClassify, "assigned": station.ActAssign,
		"extended": station.ActApproveExtension, "paused": station.ActPause,
		"resumed": station.ActPause, "fed_back": station.ActFeedBack, "closed": station.ActClose,
		"archived": station.ActArchive, "supervised": station.ActSupervise, "urged": station.ActUrge, "escalated": station.ActEscalate,
		"converted": station.ActConvert, "letter": station.ActLetter, "rechecked": station.ActRecheck, "noted": station.ActNote,
		"advised": station.ActAdvise, "deputy_view": station.ActComment, "public_drafted": station.ActDraftPublic,
		"public_released": station.ActReleasePublic, "public_withdrawn": station.ActWithdrawPublic, "forgotten": station.ActErasePersonal}
	// What the station may also write down for a unit or a voter without an account.
	recorded := map[string][2]station.Action{"handling": {station.ActHandle, station.ActRecordReply},
		"sent_back": {station.ActHandle, station.ActRecordReply}, "replied": {station.ActReply, station.ActRecordReply},
		"rated": {station.ActRate, station.ActRecordVerdict}, "rating_words": {station.ActRate, station.ActRecordVerdict}}
	w := newWorld(t)
	id := w.register(manhole).ID
	w.walk(id, "master accepted {}", `officer classified {"category":"road","grade":"urgent"}`, `master assigned {"lead_unit":"roads"}`)
	for kind, act := range allowed {
		for name, who := range people {
			if who.May(act) {
				continue
			}
			if r := w.move(name, id, kind, "{}"); r.status != http.StatusForbidden && r.status != http.StatusNotFound {
				t.Errorf("%s by %s: %d %s", kind, name, r.status, r.code)
			}
		}
	}
	for kind, acts := range recorded {
		for name, who := range people {
			refused := w.move(name, id, kind, `{"unheard":1}`).status == http.StatusForbidden
			if refused == (who.May(acts[0]) || who.May(acts[1])) && casebook.ScopeOf(who).Any() {
				t.Errorf("%s by %s: refused = %v", kind, name, refused)
			}
		}
	}
	for _, kind := range []string{"registered", "absorbed", "supported", "unheard_of"} {
		if r := w.move("master", id, kind, "{}"); r.code != "event_unknown" {
			t.Errorf("%s was taken: %d %s", kind, r.status, r.code)
		}
	}
}
