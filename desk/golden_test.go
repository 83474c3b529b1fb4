package desk

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lianzhan/desk/register"
	"lianzhan/station"
)

var update = flag.Bool("update", false, "write the golden answers anew")

// busy is a desk with a little of everything, the same each time.
func busy(t *testing.T) (w *world, matter, reception, suggestion string) {
	w = newWorld(t)
	reception = answered[register.Reception](t, w.must("officer", http.MethodPost, "/receptions", `{"rule":"monday","date":"2026-11-23","staff":["许联络员"]}`)).ID
	matter = w.register(strings.Replace(manhole, `"channel":"letter"`, fmt.Sprintf(`"channel":"reception","session":%q,"visitor":1`, reception), 1)).ID
	w.register(strings.Replace(manhole, "00001", "00002", 1))
	w.walk(matter, "master accepted {}", `officer classified {"category":"road","grade":"urgent"}`,
		`master assigned {"lead_unit":"roads","co_units":["water"],"opinion":"先围起来。"}`, `officer urged {"text":"请尽快。"}`,
		`presidium letter {"number":"1号","to":"roads","problems":"下沉","demands":"换新","reply_by":"2026-12-01"}`,
		`master escalated {"to":"presidium","text":"请协调。"}`, "roads replied "+replied,
		`officer public_drafted {"title":"井盖换新","text":"路口井盖已换。","place":"东横街","result":"换新"}`, `officer noted {"text":"跟进"}`)
	suggestion = answered[register.Detail](t, w.must("officer", http.MethodPost, "/suggestions", handedIn)).Row.ID
	w.press("master", suggestion, "reviewed", `{}`)
	w.press("master", suggestion, "assigned", `{"lead_unit":"roads","co_units":["water"]}`)
	w.press("roads", suggestion, "replied", `{"class":"A","text":"路已修好。","signer":"贾主任","sealed":true}`)
	w.must("officer", http.MethodPost, "/templates", `{"step":"urged","title":"催办","text":"请尽快。"}`)
	return w, matter, reception, suggestion
}

// The golden answers are read by the front-end's tests too: what crosses the wire is written down once.
func TestGoldenAnswers(t *testing.T) {
	w, matter, reception, suggestion := busy(t)
	for name, address := range map[string]string{
		"first":       "/first",
		"today":       "/today",
		"matters":     "/matters?sort=number",
		"matter":      "/matters/" + matter,
		"receptions":  "/receptions?from=2026-11-01&to=2026-11-30",
		"reception":   "/receptions/" + reception,
		"days":        "/receptions/days?from=2026-11-23&to=2026-11-30",
		"suggestions": "/suggestions",
		"suggestion":  "/suggestions/" + suggestion,
		"policy":      "/policy",
	} {
		path := filepath.Join("testdata", name+".golden.json")
		var got bytes.Buffer
		if err := json.Indent(&got, w.must("master", http.MethodGet, address, ""), "", "  "); err != nil {
			t.Fatal(err)
		}
		got.WriteByte('\n')
		if *update {
			if err := os.WriteFile(path, got.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got.Bytes(), want) {
			t.Errorf("GET %s differs from %s (go test ./desk -update writes it anew):\n%s", address, path, got.Bytes())
		}
	}
}

// Nothing that many pages show may say who a voter is, whoever asks.
func TestListsHoldNobody(t *testing.T) {
	w, _, reception, _ := busy(t)
	for _, address := range []string{"/first", "/today", "/matters", "/matters.csv", "/receptions?from=2026-11-01&to=2026-11-30",
		"/receptions/" + reception, "/suggestions"} {
		for _, who := range []string{"master", "officer", "deputy", "roads", "legal", "county"} {
			r := w.ask(who, http.MethodGet, address, "")
			for _, secret := range []string{"张三丰", "13800001234", "莲池村8号", "看不见", "19900307"} {
				if strings.Contains(string(r.body), secret) {
					t.Errorf("%s tells %s %q", address, who, secret)
				}
			}
		}
	}
}

// A matter in full says nothing of the voter but what is masked; an adviser and the county are told not even that.
func TestADetailHoldsWhatIsMasked(t *testing.T) {
	w, matter, _, _ := busy(t)
	for _, who := range []string{"master", "officer", "deputy", "roads", "legal", "county", "presidium"} {
		body := string(w.must(who, http.MethodGet, "/matters/"+matter, ""))
		for _, secret := range []string{"张三丰", "13800001234", "莲池村8号", "code_hash", "19900307"} {
			if strings.Contains(body, secret) {
				t.Errorf("%s is told %q", who, secret)
			}
		}
		if masked := strings.Contains(body, "138****1234"); masked != (who != "legal" && who != "county") {
			t.Errorf("%s: masked contact shown = %v", who, masked)
		}
	}
}

// What goes wrong is logged, and who it went wrong for is not.
func TestTheLogHoldsNobody(t *testing.T) {
	var log bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})))
	t.Cleanup(func() { slog.SetDefault(before) })
	w, matter, _, _ := busy(t)
	w.must("officer", http.MethodPost, "/matters/"+matter+"/reveal", `{"reason":"电话核实"}`)
	w.store.broken = func(station.Edit) error { return errors.New("disk full") }
	for _, ask := range []string{"/matters " + strings.Replace(manhole, "00001", "00009", 1), "/matters/" + matter + `/reveal {"reason":"再核实"}`,
		"/matters/" + matter + `/events {"type":"contact","data":{"name":"张三丰","phone":"13800001234"}}`} {
		address, body, _ := strings.Cut(ask, " ")
		if r := w.ask("officer", http.MethodPost, address, body); r.status != http.StatusInternalServerError {
			t.Errorf("%s: %d", address, r.status)
		}
	}
	if log.Len() == 0 {
		t.Error("nothing was logged at all")
	}
	for _, secret := range []string{"张三丰", "13800001234", "莲池村8号", "看不见"} {
		if strings.Contains(log.String(), secret) {
			t.Errorf("the log says %q", secret)
		}
	}
}
