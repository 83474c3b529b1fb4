package display

import (
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"lianzhan/station"
)

func TestWallHearsTheWholeThenEveryChange(t *testing.T) {
	h := open(t, 6)
	page := h.sit(t, "hall")
	first := hear(t, page)
	if first.Type != "board" || len(first.deputies()) != 6 {
		t.Fatalf("first message %s with %d deputies", first.Type, len(first.deputies()))
	}
	d := deputy(2, 6)
	d.Memberships[0].EndDate = "2026-11-17"
	n := h.put(station.KindDeputy, d.ID, d)
	if next := hear(t, page); next.N != n || len(next.deputies()) != 5 || slices.Contains(next.deputies(), d.ID) {
		t.Errorf("after the mandate ended: number %d of %d, deputies %v", next.N, n, next.deputies())
	}
	// What the board does not show repaints nothing: the next board heard is that of the change after.
	h.put(station.KindActivity, "a1", station.Activity{Title: "走访"})
	d.Memberships[0].EndDate = ""
	n = h.put(station.KindDeputy, d.ID, d)
	if next := hear(t, page); next.N != n || len(next.deputies()) != 6 {
		t.Errorf("after the mandate came back: number %d of %d, %d deputies", next.N, n, len(next.deputies()))
	}
	page.Close()
	if again := hear(t, h.sit(t, "hall")); again.N != n || len(again.deputies()) != 6 {
		t.Errorf("a page that comes back hears number %d with %d deputies", again.N, len(again.deputies()))
	}
}

func TestWallFollowsTheCalendar(t *testing.T) {
	h := open(t, 6)
	d := deputy(1, 6)
	d.Memberships[0].EndDate = "2026-11-18"
	h.put(station.KindDeputy, d.ID, d)
	page := h.sit(t, "hall")
	if first := hear(t, page); len(first.deputies()) != 6 {
		t.Fatalf("on the last day %d deputies", len(first.deputies()))
	}
	h.set("2026-11-19 00:00")
	if _, _, err := page.ReadMessage(); !websocket.IsCloseError(err, websocket.CloseServiceRestart) {
		t.Fatalf("after midnight the page is told %v", err)
	}
	if next := hear(t, h.sit(t, "hall")); next.Board.Date != "2026-11-19" || len(next.deputies()) != 5 {
		t.Errorf("after midnight: %s, %v", next.Board.Date, next.deputies())
	}
}

func TestKioskHearsNames(t *testing.T) {
	h := open(t, 1)
	for _, address := range []string{"kiosk", "hall?kind=kiosk"} {
		page := h.sit(t, address)
		if first := hear(t, page); first.Type != "changed" || !slices.Equal(first.Kinds, station.Kinds) {
			t.Errorf("%s first hears %+v", address, first)
		}
		n := h.put(station.KindActivity, "a1", station.Activity{Title: "走访"})
		if next := hear(t, page); next.N != n || !slices.Equal(next.Kinds, []station.Kind{station.KindActivity}) {
			t.Errorf("%s hears %+v", address, next)
		}
	}
}

func TestScreensAreLaidOutForTheirSize(t *testing.T) {
	h := open(t, 98)
	overviews := func(m heard) (n int) {
		for _, page := range m.Board.Pages {
			if page.Kind == station.PageOverview {
				n++
			}
		}
		return n
	}
	if hear := hear(t, h.sit(t, "hall")); overviews(hear) != 1 {
		t.Error("a screen of unknown size is not taken for 1080p")
	}
	page := h.sit(t, "hall?width=1280&height=640")
	if hear := hear(t, page); overviews(hear) != 0 {
		t.Error("the size the browser says is not believed")
	}
	h.put(station.KindScreen, "hall", station.Screen{ID: "hall", Kind: station.WallScreen, Width: 1920, Height: 1080})
	if hear := hear(t, page); overviews(hear) != 1 {
		t.Error("the size on record does not outrank the browser's")
	}
}

// One page stops reading. The others hear of every change meanwhile, and it gets the newest when it reads again.
func TestSlowPageHoldsNobodyUp(t *testing.T) {
	h := open(t, 98)
	slow, quick := h.sitDeaf(t, "hall"), h.sit(t, "hall")
	n := h.flood(t, quick)
	pictures := 0
	for hear(t, slow).N < n {
		pictures++
	}
	if pictures > floods/10 {
		t.Errorf("of %d pictures the slow page was sent %d that were no longer true", floods, pictures)
	}
}

// A page that never reads is dropped in the end, and closing does not wait for it.
func TestClosingSendsEverybodyAway(t *testing.T) {
	h := open(t, 98)
	deaf, quick, polite := h.sitDeaf(t, "hall"), h.sit(t, "hall"), h.sit(t, "kiosk")
	h.flood(t, quick)
	h.room.Close()
	var err error
	for err == nil {
		_, _, err = polite.ReadMessage()
	}
	if !websocket.IsCloseError(err, websocket.CloseGoingAway) {
		t.Errorf("the page was told %v", err)
	}
	// The connection ends, cleanly or torn; a hall that kept it would run into the deadline.
	var late net.Error
	if _, err := io.Copy(io.Discard, deaf.NetConn()); errors.As(err, &late) && late.Timeout() {
		t.Errorf("the deaf page is still connected: %v", err)
	}
	if page, _, err := websocket.DefaultDialer.Dial("ws://"+h.addr+"/ws/screens/hall", nil); err == nil {
		if _, _, err := page.ReadMessage(); err == nil {
			t.Error("a closed house lets a page in")
		}
		page.Close()
	}
}

func TestHealthOfTheScreens(t *testing.T) {
	h := open(t, 1)
	h.put(station.KindScreen, "gate", station.Screen{ID: "gate", Name: "门口", Kind: station.WallScreen, Width: 960, Height: 480})
	page := h.sit(t, "hall")
	hear(t, page)
	for _, message := range []string{`{"type":"painted","n":9,"ms":41}`, `not json`, `{"type":"health","frames":60,"visible":true}`} {
		if err := page.WriteMessage(websocket.TextMessage, []byte(message)); err != nil {
			t.Fatal(err)
		}
	}
	var list screenList
	for list.Total < 2 || list.Items[1].Health.Frames == 0 {
		answer, err := http.Get("http://" + h.addr + "/api/v1/screens")
		if err != nil {
			t.Fatal(err)
		}
		err = json.NewDecoder(answer.Body).Decode(&list)
		answer.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
	}
	http.DefaultClient.CloseIdleConnections()
	gate, hall := list.Items[0], list.Items[1]
	if gate.ID != "gate" || gate.Health != nil || gate.Width != 960 {
		t.Errorf("a screen that never came: %+v", gate)
	}
	if got := *hall.Health; hall.Kind != station.WallScreen || got.Painted != 9 || got.PaintedMS != 41 || got.Frames != 60 ||
		!got.Visible || got.Connected != 1 {
		t.Errorf("a screen that works: %+v", got)
	}
}

func TestHealthForgetsTheLongestSilent(t *testing.T) {
	clock := at(noon)
	h := newHealth(func() station.Reading { clock.Time = clock.Time.Add(time.Second); return clock })
	for i := range mostReports + 10 {
		h.joined(string(rune('a'+i%26)) + string(rune('a'+i/26)))
	}
	if ids := h.ids(); len(ids) != mostReports || slices.Contains(ids, "aa") {
		t.Errorf("%d screens remembered, the first among them: %v", len(ids), slices.Contains(ids, "aa"))
	}
}

// While the disk fails the walls keep what they show, and catch up when it is back.
func TestBrokenStoreKeepsThePicture(t *testing.T) {
	h := open(t, 3)
	page := h.sit(t, "hall")
	hear(t, page)
	gone := errors.New("input/output error")
	h.broken.Store(&gone)
	d := deputy(0, 3)
	d.Name = "丁一禾二"
	n := h.put(station.KindDeputy, d.ID, d)
	h.set("2026-11-18 14:00")
	for h.refused.Load() == 0 {
		runtime.Gosched()
	}
	h.broken.Store(nil)
	if next := hear(t, page); next.N != n || len(next.deputies()) != 3 {
		t.Errorf("after the disk came back: %d, %v", next.N, next.deputies())
	}
}

func TestStrangeScreensAreRefused(t *testing.T) {
	h := open(t, 1)
	for _, path := range []string{"/display/Hall", "/ws/screens/..", "/display/" + string(make([]byte, 40))} {
		answer, err := http.Get("http://" + h.addr + path)
		if err != nil {
			continue // not even an address
		}
		answer.Body.Close()
		if answer.StatusCode != http.StatusNotFound && answer.StatusCode != http.StatusBadRequest {
			t.Errorf("%q: %d", path, answer.StatusCode)
		}
	}
	http.DefaultClient.CloseIdleConnections()
}
