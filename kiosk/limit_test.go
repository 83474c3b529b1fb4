package kiosk

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/valyala/fasthttp"

	"lianzhan/station"
	"lianzhan/web/pairing"
)

// Three at once, five an hour, thirty a day from one address; a terminal serves many voters and has its own measure.
func TestHowManyMattersAnAddressMayBring(t *testing.T) {
	h := open(t, aTown(t))
	phone := phoneOf(h, "2001:db8::1")
	n := 0
	bring := func() (string, answer) {
		n++
		phone.ip = fmt.Sprintf("2001:db8::%x", n) // the same subscriber, another address
		f, a := phone.send("POST", "/api/v1/matters", phone.filled(fmt.Sprintf("第%d件事", n)))
		return f.text("code"), a
	}
	for range 3 {
		if _, a := bring(); a.status != 201 {
			t.Fatalf("matter %d: %d %s", n, a.status, a.body)
		}
	}
	code, a := bring()
	if wait, err := strconv.Atoi(a.header.Get("Retry-After")); a.status != 429 || code != "too_many_requests" || err != nil || wait < 600 || wait > 720 {
		t.Fatalf("the fourth: %d %s, Retry-After %s", a.status, a.body, a.header.Get("Retry-After"))
	}
	taken := 3
	for h.now = h.now.Add(12 * time.Minute); h.now.Hour() < 23; h.now = h.now.Add(12 * time.Minute) {
		if _, a := bring(); a.status == 201 {
			taken++
		}
	}
	if taken != 30 {
		t.Errorf("%d on one day", taken)
	}
	h.now = h.now.Add(2 * time.Hour)
	if _, a := bring(); a.status != 201 {
		t.Errorf("the next day: %d %s", a.status, a.body)
	}
	other := phoneOf(h, "2001:db8:0:1::1")
	other.must(201, "POST", "/api/v1/matters", other.filled("另一家"))
	kiosk := terminalOf(h)
	for i := range 10 {
		kiosk.must(201, "POST", "/api/v1/matters", lamp(clientID(byte(i))))
	}
}

// The server reuses its memory from one request to the next; what a limit remembers must not change with it.
func TestATerminalsMeasureOutlivesItsRequests(t *testing.T) {
	h := open(t, aTown(t))
	devices := pairing.New(pairing.Terminal, h.Key(), h.room.now, nil)
	n := byte(0)
	bring := func(ctx *fasthttp.RequestCtx, device string) int {
		n++
		body, err := json.Marshal(lamp(clientID(n)))
		if err != nil {
			t.Fatal(err)
		}
		ctx.Request.Reset()
		ctx.Response.Reset()
		ctx.Request.Header.SetMethod("POST")
		ctx.Request.SetRequestURI("/api/v1/matters")
		ctx.Request.Header.SetContentType("application/json")
		ctx.Request.Header.Set("Cookie", "kiosk="+devices.Token(device, pairing.Life))
		ctx.Request.Header.Set("Sec-Fetch-Site", "same-origin")
		ctx.Request.SetBody(body)
		h.app.Handler()(ctx)
		return ctx.Response.StatusCode()
	}
	var one, other fasthttp.RequestCtx
	for range 20 {
		if got := bring(&one, "t1"); got != 201 {
			t.Fatalf("within its measure: %d", got)
		}
	}
	if a, b := bring(&one, "t2"), bring(&other, "t1"); a != 201 || b != 429 {
		t.Errorf("the other terminal %d, the quick one %d", a, b)
	}
}

// Without a proof of work half of everything; a refused matter costs nobody's print.
func TestWithoutProofTheLimitsAreHalf(t *testing.T) {
	h := open(t, aTown(t))
	phone := phoneOf(h, "10.4.0.1")
	status := func(words string, proved bool) int {
		s := phone.filled(words)
		if !proved {
			delete(s, "altcha")
		}
		_, a := phone.send("POST", "/api/v1/matters", s)
		return a.status
	}
	if a, b, c := status("一", false), status("二", false), status("三", false); a != 201 || b != 201 || c != 429 {
		t.Fatalf("%d %d %d", a, b, c)
	}
	h.now = h.now.Add(2 * time.Hour)
	if got := status("三", true); got != 201 {
		t.Errorf("the one that was refused: %d", got)
	}
}

func TestADeputyIsNotFloodedInADay(t *testing.T) {
	h := open(t, aTown(t))
	bring := func(n int, proved bool) int {
		phone := phoneOf(h, fmt.Sprintf("10.5.%d.%d", n/200, n%200+1))
		s := phone.filled(fmt.Sprintf("给代表的第%d件", n))
		if !proved {
			delete(s, "altcha")
		}
		_, a := phone.send("POST", "/api/v1/matters", s)
		return a.status
	}
	h.now = time.Date(2026, 11, 21, 0, 1, 0, 0, station.Zone)
	for n := range 100 {
		if got := bring(n, false); got != 201 {
			t.Fatalf("matter %d: %d", n, got)
		}
	}
	if got := bring(100, false); got != 429 {
		t.Errorf("the 101st without proof: %d", got)
	}
	for n := 101; n < 200; n++ {
		if got := bring(n, true); got != 201 {
			t.Fatalf("matter %d with proof: %d", n, got)
		}
	}
	if a, b := bring(200, true), bring(201, true); a != 429 || b != 429 {
		t.Errorf("beyond 200: %d %d", a, b)
	}
}

// Twelve digits are not guessed: ten looks a minute, three hundred for all together.
func TestCodesAreNotGuessed(t *testing.T) {
	h := open(t, aTown(t))
	code := terminalOf(h).must(201, "POST", "/api/v1/matters", lamp(clientID(1))).text("code")
	thief := phoneOf(h, "10.6.0.1")
	for i := range 10 {
		thief.look(404, fmt.Sprintf("/api/v1/matters/%012d", i))
	}
	for _, address := range []string{"/api/v1/matters/" + code, "/T/" + code, "/api/v1/matters/000000000000?words=1", "/T/" + code + "/mine"} {
		if a := thief.request("GET", address, nil, ""); a.status != 429 || strings.Contains(a.body, "莲池村") {
			t.Errorf("%s: %d", address, a.status)
		}
	}
	if a := thief.request("POST", "/api/v1/matters/"+code+"/rating", []byte(`{"satisfaction":"satisfied"}`), "application/json"); a.status != 429 {
		t.Errorf("rating: %d", a.status)
	}
	h.now = h.now.Add(time.Minute)
	phoneOf(h, "10.6.0.2").look(200, "/api/v1/matters/"+code)
	busy := 0
	for i := range 400 {
		if a := phoneOf(h, fmt.Sprintf("10.7.%d.%d", i/200, i%200)).request("GET", fmt.Sprintf("/api/v1/matters/%012d", i), nil, ""); a.status == 429 {
			busy++
		}
	}
	if busy != 101 {
		t.Errorf("%d of 400 guesses from everywhere were refused", busy)
	}
}

// A code nobody has costs the box the same work as one that somebody has.
func TestAnUnknownCodeTakesTheSameWork(t *testing.T) {
	h := open(t, aTown(t))
	kiosk := terminalOf(h)
	code := kiosk.must(201, "POST", "/api/v1/matters", lamp(clientID(1))).text("code")
	kiosk.must(201, "POST", "/api/v1/matters", lamp(clientID(2)))
	phone := phoneOf(h, "10.6.0.3")
	work := func(status int, code string) [2]int {
		phone.look(status, "/api/v1/matters/"+code)
		views, read := h.views, h.read
		phone.look(status, "/api/v1/matters/"+code)
		return [2]int{h.views - views, h.read - read}
	}
	if known, unknown := work(200, code), work(404, "123456789012"); known != unknown || known[1] == 0 {
		t.Errorf("known %v, unknown %v", known, unknown)
	}
}

func TestProofsOfWork(t *testing.T) {
	h := open(t, aTown(t))
	n := 0
	try := func(altcha string) string {
		n++
		phone := phoneOf(h, fmt.Sprintf("10.8.0.%d", n))
		s := phone.filled(fmt.Sprint("内容", n))
		s["altcha"] = altcha
		f, _ := phone.send("POST", "/api/v1/matters", s)
		return f.text("code")
	}
	phone := phoneOf(h, "10.8.1.1")
	proof := phone.proof()
	if got := try(proof); len(got) != 12 {
		t.Fatalf("a good proof: %s", got)
	}
	alter := func(name string, value any) string {
		raw, err := base64.StdEncoding.DecodeString(phone.proof())
		f := fields{}
		if err == nil {
			err = json.Unmarshal(raw, &f)
		}
		if err != nil {
			t.Fatal(err)
		}
		f[name] = value
		if raw, err = json.Marshal(f); err != nil {
			t.Fatal(err)
		}
		return base64.StdEncoding.EncodeToString(raw)
	}
	late := phone.proof()
	for what, bad := range map[string]string{
		"replayed": proof, "garbage": "!!!", "no JSON": base64.StdEncoding.EncodeToString([]byte("hello")), "long": strings.Repeat("A", 5000),
		"wrong number": alter("number", 3), "forged signature": alter("signature", strings.Repeat("0", 64)), "another salt": alter("salt", "00?expires=99999999999&"),
		"another algorithm": alter("algorithm", "SHA-1"), "later end": alter("salt", "x?expires=1&expires=99999999999&"),
	} {
		if got := try(bad); got != "challenge_failed" {
			t.Errorf("%s: %s", what, got)
		}
	}
	h.now = h.now.Add(10 * time.Minute)
	if got := try(late); got != "challenge_failed" {
		t.Errorf("expired: %s", got)
	}
}

func TestMachinesAreKeptOut(t *testing.T) {
	h := open(t, aTown(t))
	phone := phoneOf(h, "10.9.0.1")
	for what, c := range map[string]struct {
		alter func(fields)
		code  string
	}{
		"honeypot":      {func(s fields) { s["website"] = "http://spam" }, "form_rejected"},
		"too quick":     {func(s fields) { s["started"] = hiddenField(t, phone.page(200, "/D/00000001/new"), "started") }, "form_too_quick"},
		"no token":      {func(s fields) { delete(s, "started") }, "form_expired"},
		"forged token":  {func(s fields) { s["started"] = s.text("started")[:30] + strings.Repeat("x", 24) }, "form_expired"},
		"garbage token": {func(s fields) { s["started"] = "%%%" }, "form_expired"},
		"other client":  {func(s fields) { s["client"] = clientID(9) }, "client_invalid"},
	} {
		s := phone.filled("内容" + what)
		c.alter(s)
		if f, a := phone.send("POST", "/api/v1/matters", s); a.status != 400 || f.text("code") != c.code {
			t.Errorf("%s: %d %s", what, a.status, a.body)
		}
	}
	s := phone.filled("放了两天")
	h.now = h.now.Add(25 * time.Hour)
	if f, _ := phone.send("POST", "/api/v1/matters", s); f.text("code") != "form_expired" {
		t.Errorf("an old form: %v", f)
	}
	// A token that comes back is the same matter, whatever the words are now.
	s = phone.filled("第一次")
	code := phone.must(201, "POST", "/api/v1/matters", s).text("code")
	s["words"] = "第二次"
	delete(s, "altcha")
	if again := phone.must(200, "POST", "/api/v1/matters", s).text("code"); again != code || len(h.matters()) != 1 {
		t.Errorf("a replayed form: %s, %d matters", again, len(h.matters()))
	}
}
