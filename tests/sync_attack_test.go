package tests

import (
	"bytes"
	"crypto/ed25519"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/klauspost/compress/zstd"

	"lianzhan/station"
	"lianzhan/sync/above"
	"lianzhan/sync/box"
	"lianzhan/sync/wire"
)

// forger speaks the protocol by hand, with the keys of a real box and none of its manners.
type forger struct {
	t       *testing.T
	parent  string // address
	device  string
	origin  string
	scope   string
	key     ed25519.PrivateKey
	session string
	epoch   string
	ctr     uint64
	prev    station.Hash
}

// forge takes a box's keys once it is enrolled and stops the box.
func forge(t *testing.T, parent, child *node) *forger {
	t.Helper()
	eventually(t, "the box is settled", child.settled)
	f := &forger{t: t, parent: parent.url(), origin: child.db.Origin(), device: station.DeviceOf(child.db.Origin()), scope: child.db.Scope()}
	child.down()
	f.steal(child.dir)
	return f
}

// steal takes the keys out of a box's data.
func (f *forger) steal(dir string) {
	f.t.Helper()
	raw, err := os.ReadFile(filepath.Join(dir, box.KeyFile))
	if err != nil {
		f.t.Fatal(err)
	}
	var keys struct {
		Sign []byte `json:"ed25519"`
	}
	if err := json.Unmarshal(raw, &keys); err != nil {
		f.t.Fatal(err)
	}
	f.key = ed25519.NewKeyFromSeed(keys.Sign)
}

// post sends bytes and returns the status and the problem's code.
func (f *forger) post(path, session, kind string, body []byte, answer any) (status int, code string) {
	f.t.Helper()
	req, err := http.NewRequest(http.MethodPost, f.parent+"/sync/v1"+path, bytes.NewReader(body))
	if err != nil {
		f.t.Fatal(err)
	}
	req.Header.Set("Content-Type", kind)
	if session != "" {
		req.Header.Set("Authorization", "Bearer "+session)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, "cut" // the server closed the line on what it would not read
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		f.t.Fatal(err)
	}
	if res.StatusCode != http.StatusOK {
		var p struct{ Code, Detail string }
		if err := json.Unmarshal(raw, &p); err != nil || !strings.ContainsFunc(p.Detail, isHan) {
			f.t.Fatalf("%d without a sentence: %s", res.StatusCode, raw)
		}
		return res.StatusCode, p.Code
	}
	if answer != nil {
		if err := json.Unmarshal(raw, answer); err != nil {
			f.t.Fatal(err)
		}
	}
	return res.StatusCode, ""
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

func (f *forger) send(path string, message, answer any) (status int, code string) {
	f.t.Helper()
	return f.post(path, f.session, "application/json", raw(f.t, message), answer)
}

func (f *forger) challenge() wire.Challenge {
	f.t.Helper()
	res, err := http.Get(f.parent + "/sync/v1/challenge")
	if err != nil {
		f.t.Fatal(err)
	}
	defer res.Body.Close()
	var c wire.Challenge
	if err := json.NewDecoder(res.Body).Decode(&c); err != nil {
		f.t.Fatal(err)
	}
	return c
}

func (f *forger) greeting() wire.Hello {
	h := wire.Hello{Proto: wire.Protocol, Version: "forged", Device: f.device, Scope: f.scope, Nonce: f.challenge().Nonce,
		Heads: map[string]uint64{}, Sent: time.Now().UnixMilli(), Trust: station.TrustRTC}
	h.Sig = ed25519.Sign(f.key, h.Signed())
	return h
}

func (f *forger) hello() {
	f.t.Helper()
	var w wire.Welcome
	if status, code := f.send("/hello", f.greeting(), &w); status != http.StatusOK {
		f.t.Fatal(status, code)
	}
	f.session, f.epoch = w.Session, w.Epoch
}

// change is the next change of the box's chain in a new life of it; spoil alters it before it is signed.
func (f *forger) change(spoil func(*station.Entry)) station.Entry {
	body := raw(f.t, map[string]any{"title": "走访"})
	e := station.Entry{Change: station.Change{Body: body, Header: station.Header{Origin: f.device + "/00000000000000ff", Ctr: f.ctr + 1, Prev: f.prev,
		HLC: station.HLCAt(time.Now()), Trust: station.TrustNTP, Scope: f.scope, Class: station.Public, Kind: station.KindActivity, ID: "forged",
		Op: station.OpPut, BodyHash: station.HashOf(body), Schema: 1, Actor: "forger"}}, Place: f.scope}
	if spoil != nil {
		spoil(&e)
	}
	if e.Proof == nil {
		e.Proof = ed25519.Sign(f.key, wire.ProofBytes(e.Header.Hash()))
	}
	return e
}

// push sends changes; what was taken moves the chain.
func (f *forger) push(items ...station.Entry) (reply wire.PushReply, status int, code string) {
	f.t.Helper()
	status, code = f.send("/push", wire.Push{Epoch: f.epoch, Items: items}, &reply)
	for _, e := range items {
		if reply.Ack[e.Chain()] == e.Ctr {
			f.ctr, f.prev = e.Ctr, e.Header.Hash()
		}
	}
	return reply, status, code
}

func forgedVillage(t *testing.T) (county *node, f *forger) {
	t.Helper()
	county, village := newNode(t, true, honest), newNode(t, false, honest)
	county.adopt(village, "v", "/c/v", county.url())
	f = forge(t, county, village)
	f.hello()
	return county, f
}

func TestForgedHellosAreTurnedAway(t *testing.T) {
	_, f := forgedVillage(t)
	_, stranger, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	used := f.greeting()
	if status, code := f.send("/hello", used, nil); status != http.StatusOK {
		t.Fatal(status, code)
	}
	for name, c := range map[string]struct {
		spoil func(*wire.Hello)
		code  string
	}{
		"replayed":             {func(h *wire.Hello) { *h = used }, "session_expired"},
		"signed by a stranger": {func(h *wire.Hello) { h.Sig = ed25519.Sign(stranger, h.Signed()) }, "signature_invalid"},
		"altered":              {func(h *wire.Hello) { h.After = 7 }, "signature_invalid"},
		"unsigned":             {func(h *wire.Hello) { h.Sig = nil }, "signature_invalid"},
		"of an unknown device": {func(h *wire.Hello) { h.Device = "nobody"; h.Sig = ed25519.Sign(f.key, h.Signed()) }, "unknown_device"},
		"of no protocol":       {func(h *wire.Hello) { h.Proto = 0; h.Sig = ed25519.Sign(f.key, h.Signed()) }, "proto_unsupported"},
		"with its own nonce":   {func(h *wire.Hello) { h.Nonce = "a.b.c"; h.Sig = ed25519.Sign(f.key, h.Signed()) }, "session_expired"},
	} {
		h := f.greeting()
		c.spoil(&h)
		if status, code := f.send("/hello", h, nil); status == http.StatusOK || code != c.code {
			t.Errorf("%s: %d %s, want %s", name, status, code, c.code)
		}
	}
}

// Two boxes of one name that do nothing but greet are found out, and the list of the county names them.
func TestTwoOfOneNameThatOnlyGreetAreNamed(t *testing.T) {
	county, f := forgedVillage(t)
	told := ""
	for i := 0; told == "" && i < 12; i++ {
		h := f.greeting()
		h.Life = f.device + "/" + []string{"00000000000000aa", "00000000000000bb"}[i%2]
		h.Sig = ed25519.Sign(f.key, h.Signed())
		_, told = f.send("/hello", h, nil)
	}
	if list, err := county.room.Below.Peers(); told != "fork" || err != nil || !list[0].Forked {
		t.Errorf("told %q; the list says %+v %v", told, list, err)
	}
}

func TestNothingIsTakenWithoutASession(t *testing.T) {
	_, f := forgedVillage(t)
	for name, session := range map[string]string{"none": "", "made up": "x.y.z", "cut": f.session[:len(f.session)-2], "of another": "nobody" + f.session[strings.Index(f.session, "."):]} {
		for _, path := range []string{"/push", "/feed"} {
			if status, code := f.post(path, session, "application/json", []byte("{}"), nil); status != http.StatusUnauthorized || code != "session_expired" {
				t.Errorf("%s with %s: %d %s", path, name, status, code)
			}
		}
	}
}

func TestBrokenFramesAreRefusedAndTheNextOneIsTaken(t *testing.T) {
	county, f := forgedVillage(t)
	kind := wire.PackedType
	whole, err := wire.Pack(wire.Push{Epoch: f.epoch, Items: []station.Entry{f.change(nil)}})
	if err != nil {
		t.Fatal(err)
	}
	bomb := bytes.Repeat([]byte(" "), wire.MaxFrame+1)
	for name, c := range map[string]struct {
		kind string
		body []byte
		code string
	}{
		"empty":              {"application/json", nil, "frame_invalid"},
		"no JSON":            {"application/json", []byte("\x00\x01"), "frame_invalid"},
		"cut JSON":           {"application/json", []byte(`{"epoch":"x","items":[{`), "frame_invalid"},
		"an array":           {"application/json", []byte(`[]`), "frame_invalid"},
		"a wrong type":       {"application/json", []byte(`{"items":"x"}`), "frame_invalid"},
		"packed and cut":     {kind, whole[:len(whole)/2], "frame_invalid"},
		"packed and altered": {kind, append([]byte{0, 0, 0, 0}, whole[4:]...), "frame_invalid"},
		"a bomb":             {kind, packed(t, bomb), "frame_too_large"},
		"too large unpacked": {"application/json", bomb, "body_too_large"},
		"a stranger's type":  {"text/xml", []byte("<x/>"), "frame_invalid"},
	} {
		status, code := f.post("/push", f.session, c.kind, c.body, nil)
		if status == http.StatusOK || code != c.code && !(code == "cut" && c.code == "body_too_large") {
			t.Errorf("%s: %d %s, want %s", name, status, code, c.code)
		}
	}
	if reply, status, code := f.push(f.change(nil)); status != http.StatusOK || len(reply.Ack) != 1 {
		t.Errorf("the next whole one: %d %s %+v", status, code, reply)
	}
	if county.field(station.KindActivity, "forged", "title") == "" {
		t.Error("it was not taken")
	}
}

// What a box with true keys says beyond its right is kept aside with a reason, and what it says rightly is taken.
func TestWhatABoxMayNotSayIsKeptAside(t *testing.T) {
	county, f := forgedVillage(t)
	later := station.HLCAt(time.Date(2099, 1, 1, 0, 0, 0, 0, time.UTC))
	if reply, _, _ := f.push(f.change(func(e *station.Entry) { e.Place, e.ID = "/c/other", "elsewhere" })); len(reply.Quarantined) != 1 || reply.Quarantined[0].Code != "scope_not_yours" {
		t.Errorf("a sibling's scope: %+v", reply)
	}
	if county.field(station.KindActivity, "elsewhere", "title") != "" {
		t.Error("the county took what belongs to a sibling")
	}
	if reply, _, _ := f.push(f.change(func(e *station.Entry) { e.Kind, e.ID = station.KindNode, "v" })); len(reply.Quarantined) != 1 {
		t.Errorf("its own node: %+v", reply)
	}
	if reply, _, _ := f.push(f.change(func(e *station.Entry) { e.Op = "explode" })); len(reply.Quarantined) != 1 {
		t.Errorf("an unknown operation: %+v", reply)
	}
	before := f.ctr
	if reply, _, code := f.push(f.change(func(e *station.Entry) { e.Body = raw(t, map[string]any{"title": "另一个"}) })); code == "" && reply.Ack[f.device+"/00000000000000ff"] > before && len(reply.Quarantined) == 0 {
		t.Errorf("another body than the header's: %+v", reply)
	}
	f.ctr, f.prev = f.head(county)
	if reply, _, _ := f.push(f.change(func(e *station.Entry) { e.ID, e.HLC = "future", later })); len(reply.Ack) != 1 {
		t.Errorf("a clock in 2099: %+v", reply)
	}
	eventually(t, "what it says rightly is taken", func() bool { return county.field(station.KindActivity, "future", "title") != "" })
	if now := county.db.Now().Time; now.Year() >= 2099 {
		t.Errorf("a child moved the county's clock to %v", now)
	}
	err := county.db.View(func(r station.Reader) error {
		record, err := r.Record(station.KindActivity, "future")
		if at := record.Stamps["title"].At.Time(); at.After(time.Now().Add(3 * time.Minute)) {
			t.Errorf("it counts as written at %v", at)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// head is where the forger's chain stands at the county.
func (f *forger) head(county *node) (ctr uint64, hash station.Hash) {
	err := county.db.Inspect(func(l station.Ledger) (err error) {
		ctr, hash, err = l.Head(f.device + "/00000000000000ff")
		return err
	})
	if err != nil {
		f.t.Fatal(err)
	}
	return ctr, hash
}

func TestARevokedDeviceIsTurnedAwayAndOthersGoOn(t *testing.T) {
	county, village, sibling := newNode(t, true, honest), newNode(t, false, honest), newNode(t, false, honest)
	county.adopt(village, "v", "/c/v", county.url())
	county.adopt(sibling, "w", "/c/w", county.url())
	eventually(t, "both are settled", func() bool { return village.settled() && sibling.settled() })
	if err := county.room.Revoke(t.Context(), "test", "v", "lost"); err != nil {
		t.Fatal(err)
	}
	village.write(station.KindActivity, "stolen", station.Public, map[string]any{"title": "不该收到"})
	eventually(t, "the box knows that it was revoked", func() bool { s, err := village.room.Status(); return err == nil && s.State == above.Revoked })
	sibling.write(station.KindActivity, "honest", station.Public, map[string]any{"title": "走访"})
	eventually(t, "others go on", func() bool { return county.field(station.KindActivity, "honest", "title") != "" })
	if county.field(station.KindActivity, "stolen", "title") != "" {
		t.Error("a revoked device was heard")
	}
	county.enrol(village, "v", county.url())
	village.write(station.KindActivity, "regained", station.Public, map[string]any{"title": "重新登记以后"})
	eventually(t, "enrolled again it is heard", func() bool { return county.field(station.KindActivity, "regained", "title") != "" })
	if county.field(station.KindActivity, "stolen", "title") != "" {
		t.Error("what a revoked device wrote was applied")
	}
}

func TestACodeIsGoodOnceAndGuessingIsSlow(t *testing.T) {
	county := newNode(t, true, honest)
	county.plant("v", "/c/v")
	code, _, err := county.room.IssueCode(t.Context(), "v")
	if err != nil {
		t.Fatal(err)
	}
	village, thief := newNode(t, false, honest), newNode(t, false, honest)
	if _, err := village.room.Above.Enrol(t.Context(), above.Joining{Code: code[:4] + "-" + strings.ToLower(code[4:]), Parent: county.url()}); err != nil {
		t.Fatal(err)
	}
	if _, err := thief.room.Above.Enrol(t.Context(), above.Joining{Code: code, Parent: county.url()}); station.Worded(err).Code != "code_used" {
		t.Errorf("a second time: %v", err)
	}
	codes := map[string]int{}
	for range 8 {
		_, err := thief.room.Above.Enrol(t.Context(), above.Joining{Code: "00000000", Parent: county.url()})
		codes[station.Worded(err).Code]++
	}
	if codes["code_wrong"] == 0 || codes["busy"] == 0 || codes["code_wrong"]+codes["busy"] != 8 {
		t.Errorf("%v", codes)
	}
}

// packed compresses bytes as small as they go.
func packed(t *testing.T, b []byte) []byte {
	t.Helper()
	e, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	return e.EncodeAll(b, nil)
}
