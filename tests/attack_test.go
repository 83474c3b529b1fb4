//go:build stories

package tests

import (
	"bytes"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"lianzhan/station"
)

// poisons are texts that have broken other programs.
var poisons = map[string]string{
	"script":      `<script>alert(1)</script>`,
	"attribute":   `"><img src=x onerror=alert(1)>`,
	"SQL":         `'; DROP TABLE matters; --`,
	"template":    `{{.Key}}${7*7}%s%n`,
	"nul":         "井\x00盖",
	"direction":   "井盖\u202egpj.exe",
	"emoji":       strings.Repeat("👩‍👩‍👧‍👦", 8),
	"long":        strings.Repeat("长", 34_000), // 100 kB
	"not a text":  "井\xff\xfe盖",
	"path":        "../../../../etc/passwd",
	"spreadsheet": `=cmd|' /C calc'!A0`,
	"blank":       " \u3000\t ",
	"nothing":     "",
}

// spoil puts a text into one field of an object, a dot leads into objects and lists within.
func spoil(body fields, field string, value any) []byte {
	raw, _ := json.Marshal(body) // a table's own values always marshal
	var copied any
	json.Unmarshal(raw, &copied)
	at := copied.(map[string]any)
	names := strings.Split(field, ".")
	for _, name := range names[:len(names)-1] {
		at = at[name].(map[string]any)
	}
	const mark = "THE-SPOILT-PLACE"
	at[names[len(names)-1]] = mark
	raw, _ = json.Marshal(copied)
	text, isText := value.(string)
	if !isText {
		value, _ := json.Marshal(value)
		return bytes.Replace(raw, []byte(`"`+mark+`"`), value, 1)
	}
	// What is no UTF-8 must reach the wire as it is: a marshaller would mend it.
	return bytes.Replace(raw, []byte(mark), []byte(escaped(text)), 1)
}

var escaping = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\t", `\t`, "\x00", `\u0000`)

func escaped(text string) string { return escaping.Replace(text) }

// harmless holds for every answer to poison: a refusal in words or a success, never a fault of ours and never the poison
// as markup.
func harmless(t *testing.T, what string, a answer) {
	t.Helper()
	if a.status >= http.StatusInternalServerError && a.status != http.StatusServiceUnavailable || a.status == 0 {
		t.Errorf("%s: %d %.200s", what, a.status, a.body)
	}
	if a.status >= http.StatusBadRequest && strings.Contains(a.head.Get("Content-Type"), "json") && a.code() == "" {
		t.Errorf("%s: refused without a word: %.200s", what, a.body)
	}
	page := strings.Contains(a.head.Get("Content-Type"), "html")
	if page && (bytes.Contains(a.body, []byte("<script>alert")) || bytes.Contains(a.body, []byte("<img src=x"))) {
		t.Errorf("%s: the page runs what was typed", what)
	}
	for _, leak := range []string{"goroutine ", "root:x:", ".go:", "panic"} {
		if bytes.Contains(a.body, []byte(leak)) {
			t.Errorf("%s tells %q: %.300s", what, leak, a.body)
		}
	}
}

// counter is one address where voters hand something in, with a body that is taken and the fields to be spoilt.
type counter struct {
	method, path string
	body         fields
	spoils       []string
}

func counters(code, id, token string) []counter {
	return []counter{
		{"POST", "/api/v1/matters", fields{"client": "", "category": "road", "title": "井盖", "words": "井盖没了", "village": "莲池村", "place": "桥头",
			"deputies": []string{deputyOne}, "people": 3, "contact": fields{"name": "垚", "phone": "13711110009"}, "consent": consent,
			"photos": []string{}, "voice": "", "draft": "", "started": "", "altcha": "", "website": ""},
			[]string{"client", "category", "title", "words", "village", "place", "deputies", "people", "contact", "contact.name", "contact.phone",
				"consent", "photos", "voice", "draft", "started", "altcha", "website", "anonymous"}},
		{"POST", "/api/v1/drafts", fields{"category": "road", "for": "phone", "words": "井盖没了"},
			[]string{"category", "for", "words", "title", "place", "village", "deputies", "client"}},
		{"POST", "/api/v1/drafts/" + token + "/confirm", fields{"consent": consent}, []string{"consent"}},
		{"POST", "/api/v1/receipts/print", fields{"code": code}, []string{"code"}},
		{"POST", "/api/v1/handwriting", fields{"width": 300, "height": 300, "strokes": []any{}}, []string{"width", "height", "strokes"}},
		{"POST", "/api/v1/matters/" + code + "/rating", fields{"satisfaction": "satisfied", "words": "", "via": "kiosk"},
			[]string{"satisfaction", "words", "via"}},
		{"POST", "/api/v1/matters/" + code + "/more", fields{"words": "还有"}, []string{"words", "photos"}},
		{"DELETE", "/api/v1/matters/" + code + "/personal", fields{"what": "nothing"}, []string{"what"}},
		{"POST", "/api/v1/matters/" + id + "/me-too", fields{}, nil},
	}
}

// wrongKinds are values of another kind than any field has.
var wrongKinds = []any{nil, true, -1, 1e300, []any{}, []any{[]any{}}, fields{"a": fields{}}, []any{1, 2}}

// Every field of every counter is spoilt in every way, on JSON and on forms; what was taken is then looked at wherever it
// is shown.
func TestPoisonInEveryField(t *testing.T) {
	s := startTown(t)
	o := openOffice(t, s, station.RoleOfficer)
	n := 0
	machine := func() *caller { n++; return s.terminal(addressOf(n)) } // limits would hide what is behind them
	c := machine()
	first := c.tell("井盖没了", nil)
	token := told[struct{ Token string }](c, c.want(http.StatusCreated, "POST", "/api/v1/drafts", fields{"for": "staff"})).Token
	var taken []receipt
	sent := 0
	try := func(at counter, what string, body []byte) {
		if sent++; sent%9 == 0 {
			c = machine()
		}
		a := c.send(at.method, at.path, body)
		harmless(t, at.method+" "+at.path+" "+what, a)
		if a.status == http.StatusCreated && at.path == "/api/v1/matters" {
			taken = append(taken, told[receipt](c, a))
		}
	}
	for _, at := range counters(first.Code, first.ID, token) {
		for _, field := range at.spoils {
			at.body["client"] = clientID()
			for name, poison := range poisons {
				try(at, field+" "+name, spoil(at.body, field, poison))
			}
			for _, value := range wrongKinds {
				try(at, fmt.Sprint(field, " ", value), spoil(at.body, field, value))
			}
		}
	}
	if len(taken) < 10 {
		t.Fatalf("only %d poisoned matters were taken: the table tests refusals only", len(taken))
	}
	for i, r := range taken {
		reader := s.caller(addressOf(200 + i))
		for _, path := range []string{"/T/" + r.Code, "/T/" + r.Code + "?new=1", "/T/" + r.Code + "/mine", "/api/v1/matters/" + r.Code + "?words=1"} {
			a := reader.want(http.StatusOK, "GET", path, nil)
			harmless(t, path, a)
			for _, bad := range []string{"\x00", "\u202e", "\xff"} {
				if bytes.Contains(a.body, []byte(bad)) {
					t.Errorf("%s shows %q", path, bad)
				}
			}
		}
		harmless(t, "the desk", o.officer().want(http.StatusOK, "GET", "/api/v1/desk/matters/"+r.ID, nil))
	}
	export := string(o.officer().want(http.StatusOK, "GET", "/api/v1/desk/matters.csv", nil).body)
	if regexp.MustCompile(`(?m)(^|,)"?[=+@]`).MatchString(export) {
		t.Errorf("a spreadsheet would run a cell of\n%.500s", export)
	}
	if log := s.log.String(); strings.Contains(log, "panic") || strings.Contains(log, "井盖") {
		t.Errorf("the log says\n%.900s", log)
	}
	s.run("verify")
}

// Bodies that are no object, too deep, too large or of another kind are refused at every counter.
func TestBodiesThatAreNone(t *testing.T) {
	s := startTown(t)
	c := s.terminal("127.0.0.2")
	r := c.tell("井盖没了", nil)
	token := told[struct{ Token string }](c, c.want(http.StatusCreated, "POST", "/api/v1/drafts", fields{"for": "staff"})).Token
	deep := strings.Repeat(`{"contact":`, 20_000) + "1" + strings.Repeat("}", 20_000)
	for i, at := range counters(r.Code, r.ID, token) {
		if at.spoils == nil {
			continue // reads no body
		}
		if strings.HasSuffix(at.path, "/handwriting") {
			continue // works something out of strokes and keeps nothing: it reads what it can
		}
		c := s.terminal(addressOf(i))
		for name, body := range map[string]string{"nothing": "", "half": `{"words":"`, "a list": "[]", "a number": "1", "a text": `"x"`, "deep": deep,
			"deep lists": strings.Repeat("[", 60_000), "not a text": "\xff\xfe{}", "two": "{}{}", "rubbish": strings.Repeat("\x00", 1000)} {
			a := c.send(at.method, at.path, []byte(body))
			harmless(t, at.path+" "+name, a)
			if a.status < http.StatusBadRequest {
				t.Errorf("%s %s: %d", at.path, name, a.status)
			}
		}
		for _, media := range []string{"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/xml", ""} {
			if a := c.send(at.method, at.path, written(at.body), "Content-Type: "+media); a.status != http.StatusUnsupportedMediaType {
				t.Errorf("%s as %q: %d", at.path, media, a.status)
			}
		}
		for _, size := range []int{70 << 10, 2 << 20, 30 << 20} {
			body := fmt.Sprintf(`{"words":"%s"}`, strings.Repeat("x", size))
			if a := c.send(at.method, at.path, []byte(body)); a.status != http.StatusRequestEntityTooLarge {
				t.Errorf("%s with %d bytes: %d", at.path, size, a.status)
			}
		}
	}
	for _, at := range []string{"/api/v1/uploads", "/D/" + deputyCode + "/new", "/T/" + r.Code + "/more", "/api/v1/desk/session"} {
		if a := c.send("POST", at, make([]byte, 32<<20)); a.status != http.StatusRequestEntityTooLarge {
			t.Errorf("%s with 32 MB: %d", at, a.status)
		}
	}
	twice := fmt.Sprintf(`{"client":%q,"category":"road","category":"water","words":"一","words":"二","consent":%q}`, clientID(), consent)
	harmless(t, "a name twice", c.send("POST", "/api/v1/matters", []byte(twice)))
	c.want(http.StatusOK, "GET", "/readyz", nil)
}

// Whoever guesses codes is told to wait, from one address and from many, and learns nothing while being told.
func TestGuessingCodes(t *testing.T) {
	s := startTown(t)
	r := s.kiosk("127.0.0.2").tell("井盖没了", nil)
	guesser := s.caller("127.0.0.60")
	for i := range 12 {
		a := guesser.send("GET", fmt.Sprintf("/api/v1/matters/%012d", i), nil)
		want := http.StatusNotFound
		if i >= 10 {
			want = http.StatusTooManyRequests
		}
		if a.status != want || want == http.StatusTooManyRequests && a.head.Get("Retry-After") == "" {
			t.Fatalf("guess %d: %d %v", i+1, a.status, a.head)
		}
	}
	guesser.refused(http.StatusTooManyRequests, "too_many_requests", "GET", "/api/v1/matters/"+r.Code, nil) // the right one too
	if a := guesser.send("GET", "/T/"+r.Code, nil); a.status != http.StatusTooManyRequests {
		t.Errorf("the page lets a guesser in: %d", a.status)
	}
	stopped := 0
	for n := range 40 {
		c := s.caller(addressOf(n))
		for i := range 10 {
			if c.send("POST", fmt.Sprintf("/api/v1/matters/%012d/rating", n*10+i), []byte(`{"satisfaction":"satisfied"}`)).status == http.StatusTooManyRequests {
				stopped++
			}
		}
	}
	if stopped < 50 {
		t.Errorf("400 guesses from 40 addresses, only %d were stopped", stopped)
	}
}

// Thirty-two at once with one client id make one matter with one code and one number.
func TestThirtyTwoAtOnce(t *testing.T) {
	s := startTown(t)
	kiosk := s.kiosk("127.0.0.2")
	before := kiosk.tell("第一件", nil)
	body := written(fields{"client": clientID(), "category": "road", "words": "同一件", "consent": consent})
	var created atomic.Int32
	codes := make([]string, 32)
	var all sync.WaitGroup
	for i := range codes {
		all.Go(func() {
			a, err := kiosk.try("POST", "/api/v1/matters", body)
			var r receipt
			if err != nil || json.Unmarshal(a.body, &r) != nil || a.status != http.StatusOK && a.status != http.StatusCreated {
				t.Errorf("%v %d %s", err, a.status, a.body)
			}
			if codes[i] = r.Code; a.status == http.StatusCreated {
				created.Add(1)
			}
		})
	}
	all.Wait()
	for _, code := range codes {
		if code != codes[0] || code == "" {
			t.Errorf("two codes: %s and %s", codes[0], code)
		}
	}
	after := kiosk.tell("最后一件", nil)
	var first, last int
	fmt.Sscanf(before.Receipt.Number[len(before.Receipt.Number)-6:], "%d", &first)
	fmt.Sscanf(after.Receipt.Number[len(after.Receipt.Number)-6:], "%d", &last)
	if created.Load() != 1 || last != first+2 {
		t.Errorf("%d were created, the numbers go from %d to %d", created.Load(), first, last)
	}
}

// bomb is a PNG of a few bytes that says it is 60,000 pixels wide and high.
func bomb() []byte {
	side := []byte{0, 0, 0xea, 0x60}
	chunk := append(append(append([]byte("IHDR"), side...), side...), 8, 6, 0, 0, 0)
	sum := crc32.NewIEEE()
	sum.Write(chunk)
	return sum.Sum(append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0d"), chunk...))
}

// Sixteen photo bombs at once are refused, the station lives and its memory stays bounded.
func TestPhotoBombsAtOnce(t *testing.T) {
	s := startTown(t)
	before := s.memory()
	flat := bomb()
	padded := append(bytes.Clone(flat), make([]byte, 6<<20)...)
	var all sync.WaitGroup
	var most atomic.Int64
	for i := range 16 {
		c := s.terminal(addressOf(i))
		all.Go(func() {
			for _, body := range [][]byte{flat, padded} {
				a, err := c.try("POST", "/api/v1/uploads", body, "Content-Type: image/png")
				if err != nil || a.status < http.StatusBadRequest {
					t.Errorf("a bomb: %d %v", a.status, err)
				}
				most.Store(max(most.Load(), int64(s.memory())))
			}
		})
	}
	all.Wait()
	if grown := most.Load() - int64(before); grown > 160<<20 {
		t.Errorf("16 bombs cost %d MB", grown>>20)
	}
	s.kiosk("127.0.0.2").upload(voterPicture(t))
}
