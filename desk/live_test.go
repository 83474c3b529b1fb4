package desk

import (
	"context"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"lianzhan/station"
	"lianzhan/station/matter"
)

// page is one open page of the desk.
type page struct {
	t    *testing.T
	conn *websocket.Conn
}

// news is what the socket said.
type news struct {
	Type  string
	N     uint64
	Kinds []string
	IDs   []string
	What  string
	ID    string
}

const patience = 10 * time.Second

// listen serves the world on loopback and returns its address.
func (w *world) listen() string {
	w.t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		w.t.Fatal(err)
	}
	served := make(chan error, 1)
	go func() { served <- w.app.Listener(listener) }()
	w.t.Cleanup(func() {
		if err := w.app.Shutdown(); err != nil {
			w.t.Error(err)
		}
		<-served
	})
	return listener.Addr().String()
}

// sit opens the live socket for somebody and takes the greeting.
func (w *world) sit(address, who string) *page {
	w.t.Helper()
	conn, _, err := websocket.DefaultDialer.Dial("ws://"+address+"/ws/desk", http.Header{"X-Who": {who}})
	if err != nil {
		w.t.Fatalf("%s: %v", who, err)
	}
	w.t.Cleanup(func() { conn.Close() })
	if err := conn.SetReadDeadline(time.Now().Add(patience)); err != nil {
		w.t.Fatal(err)
	}
	p := &page{w.t, conn}
	if hello := p.hear(); hello.Type != "changed" {
		w.t.Fatalf("%s was greeted with %+v", who, hello)
	}
	return p
}

func (p *page) hear() (n news) {
	p.t.Helper()
	_, message, err := p.conn.ReadMessage()
	if err != nil {
		p.t.Fatal(err)
	}
	for _, secret := range []string{"张三丰", "13800001234", "看不见", "井盖"} {
		if strings.Contains(string(message), secret) {
			p.t.Errorf("the socket said %s", message)
		}
	}
	if err := json.Unmarshal(message, &n); err != nil {
		p.t.Fatal(err)
	}
	return n
}

func TestANewMatterRingsWhereItMayBeRead(t *testing.T) {
	w := newWorld(t)
	at := w.listen()
	officer, deputy, other := w.sit(at, "officer"), w.sit(at, "deputy"), w.sit(at, "other")
	id := w.register(manhole).ID
	for _, p := range []*page{officer, deputy} {
		changed, ring := p.hear(), p.hear()
		if len(changed.IDs) != 1 || changed.IDs[0] != id || ring.Type != "ring" || ring.What != "matter" || ring.ID != id || ring.N <= changed.N {
			t.Errorf("heard %+v, then %+v", changed, ring)
		}
	}
	if heard := other.hear(); len(heard.IDs) != 0 {
		t.Errorf("a deputy it was not addressed to heard %+v", heard)
	}
	w.walk(id, "master accepted {}")
	if heard := officer.hear(); heard.Type != "changed" || heard.IDs[0] != id {
		t.Errorf("a change rang: %+v", heard)
	}
}

func TestASocketEndsWithItsSession(t *testing.T) {
	w := newWorld(t)
	p := w.sit(w.listen(), "officer")
	w.ended.Store("s-officer", true)
	_, _, err := p.conn.ReadMessage()
	if closed := new(websocket.CloseError); !errors.As(err, &closed) || closed.Code != 4401 {
		t.Errorf("the page was told %v", err)
	}
}

func TestNobodyListensUnseen(t *testing.T) {
	w := newWorld(t)
	_, answer, err := websocket.DefaultDialer.DialContext(context.Background(), "ws://"+w.listen()+"/ws/desk", nil)
	if err == nil || answer == nil || answer.StatusCode != http.StatusUnauthorized {
		t.Errorf("a stranger got %v, %v", answer, err)
	}
}

// kiosk is a kiosk's drafts, as far as the desk needs them.
type kiosk struct {
	lock  sync.Mutex
	draft station.Draft
	tell  func()
}

func (k *kiosk) Drafts() []station.Draft {
	k.lock.Lock()
	defer k.lock.Unlock()
	if k.draft.Token == "" {
		return nil
	}
	return []station.Draft{k.draft}
}

func (k *kiosk) Draft(string) (station.Draft, error) {
	k.lock.Lock()
	defer k.lock.Unlock()
	return k.draft, nil
}

func (k *kiosk) alter(fn func(d *station.Draft)) (station.Draft, error) {
	k.lock.Lock()
	fn(&k.draft)
	d := k.draft
	k.lock.Unlock()
	k.tell()
	return d, nil
}

func (k *kiosk) Claim(_, account, name string) (station.Draft, error) {
	return k.alter(func(d *station.Draft) { d.Officer, d.Name, d.State = account, name, station.DraftOpened })
}

func (k *kiosk) Write(_ string, text station.DraftText) (station.Draft, error) {
	return k.alter(func(d *station.Draft) { d.Text = text })
}

func (k *kiosk) ReadBack(string) (station.Draft, error) {
	return k.alter(func(d *station.Draft) { d.State = station.DraftReadingBack })
}

func (k *kiosk) WatchDrafts(fn func()) func() {
	k.tell = fn
	return func() {}
}

func TestAVoterAtTheKioskCallsForSomebodyToWrite(t *testing.T) {
	k := &kiosk{}
	w := newWorld(t, func(o *Options) {
		o.Drafts = k
		o.Pending = func(token, hash string) ([]byte, bool) { return []byte(snapshot), token == "t1" && hash == "h1" }
	})
	p := w.sit(w.listen(), "officer")
	if _, err := k.alter(func(d *station.Draft) {
		*d = station.Draft{Token: "t1", For: station.ForStaff, State: station.DraftOpen, Text: station.DraftText{Category: "road", Words: "井盖坏了"}}
	}); err != nil {
		t.Fatal(err)
	}
	if ring := p.hear(); ring.What != "draft" || ring.ID != "t1" {
		t.Errorf("heard %+v", ring)
	}
	if list := string(w.must("officer", http.MethodGet, "/drafts", "")); strings.Contains(list, "井盖") {
		t.Errorf("the list tells what was said: %s", list)
	}
	w.must("officer", http.MethodPost, "/drafts/t1/claim", "")
	if r := w.ask("second", http.MethodPost, "/drafts/t1/write", `{"category":"road","words":"别人写的"}`); r.status != http.StatusConflict {
		t.Errorf("another hand got %d", r.status)
	}
	for who, want := range map[string]int{"officer": http.StatusOK, "second": http.StatusConflict, "deputy": http.StatusForbidden} {
		if r := w.ask(who, http.MethodGet, "/drafts/t1/photos/h1", ""); r.status != want {
			t.Errorf("%s asked for the picture: %d, want %d", who, r.status, want)
		}
	}
	w.must("officer", http.MethodPost, "/drafts/t1/write", `{"category":"road","words":"井盖坏了，身份证110101199003078515"}`)
	back := answered[draftLine](t, w.must("officer", http.MethodPost, "/drafts/t1/read-back", ""))
	if back.State != station.DraftReadingBack || !back.Mine || strings.Contains(back.Text.Words, "19900307") || back.Matter != "" {
		t.Errorf("%+v", back)
	}
	if _, err := k.alter(func(d *station.Draft) { d.Client, d.State, d.Code = "c1", station.DraftConfirmed, "123456789012" }); err != nil {
		t.Fatal(err)
	}
	done := answered[struct{ Items []draftLine }](t, w.must("officer", http.MethodGet, "/drafts", "")).Items
	if len(done) != 1 || done[0].Matter != matter.IDFrom("c1") {
		t.Errorf("confirmed, and the desk knows %+v", done)
	}
}
