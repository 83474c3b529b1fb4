//go:build stories

package tests

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// deskMessage is what a page of the desk is told.
type deskMessage struct {
	Type, What, ID string
	Kinds, IDs     []string
}

// bell is an open page of the desk.
type bell struct {
	t    *testing.T
	conn *websocket.Conn
	seen []deskMessage
}

// listen opens the live socket of somebody signed in.
func (c *clerk) listen() *bell {
	c.t.Helper()
	conn, err := c.dial("http://127.0.0.1:" + fmt.Sprint(c.s.port))
	if err != nil {
		c.t.Fatal(err)
	}
	c.t.Cleanup(func() { conn.Close() })
	b := &bell{t: c.t, conn: conn}
	b.until("its welcome", func(m deskMessage) bool { return m.Type == "changed" }) // before it, the page is not counted in
	return b
}

// dial tries the socket as a page from an origin would.
func (c *caller) dial(origin string) (*websocket.Conn, error) {
	at, err := url.Parse(c.s.url("/"))
	if err != nil {
		return nil, err
	}
	heads := http.Header{"Origin": {origin}}
	for _, cookie := range c.client.Jar.Cookies(at) {
		heads.Add("Cookie", cookie.Name+"="+cookie.Value)
	}
	conn, res, err := websocket.DefaultDialer.Dial(fmt.Sprintf("ws://127.0.0.1:%d/ws/desk", c.s.port), heads)
	if err != nil && res != nil {
		err = fmt.Errorf("%w: %s", err, res.Status)
	}
	return conn, err
}

// until reads messages until one holds.
func (b *bell) until(what string, holds func(deskMessage) bool) {
	b.t.Helper()
	b.conn.SetReadDeadline(time.Now().Add(15 * time.Second))
	for {
		_, raw, err := b.conn.ReadMessage()
		if err != nil {
			b.t.Fatalf("the desk never heard %s: %v; heard %+v", what, err, b.seen)
		}
		var m deskMessage
		if err := json.Unmarshal(raw, &m); err != nil {
			b.t.Fatalf("%v in %.200s", err, raw)
		}
		b.seen = append(b.seen, m)
		if holds(m) {
			return
		}
	}
}

// The desk's page hears of a new matter only where its person may see it, and hears nothing once signed out.
func TestDeskHearsWhatIsForIt(t *testing.T) {
	s := startTown(t)
	o := openOffice(t, s, "liaison_officer", "handling_unit", "technician")
	officer, unit, technician := o.officer().listen(), o.unit().listen(), o.people["technician"].listen()
	r := s.kiosk("127.0.0.2").tell("水管漏水", fields{"category": "water"})
	officer.until("a ring", func(m deskMessage) bool { return m.Type == "ring" && m.ID == r.ID })
	o.handOn(r.ID, roadUnit)
	unit.until("its new matter", func(m deskMessage) bool {
		for _, id := range m.IDs {
			if id == r.ID {
				return true
			}
		}
		return false
	})
	o.people["technician"].want(http.StatusNoContent, "DELETE", "/api/v1/desk/session", nil)
	technician.conn.SetReadDeadline(time.Now().Add(30 * time.Second))
	for {
		_, raw, err := technician.conn.ReadMessage()
		if err == nil {
			var m deskMessage
			if json.Unmarshal(raw, &m) == nil && (len(m.IDs) > 0 || m.Type == "ring") {
				t.Errorf("the technician hears of matters: %s", raw)
			}
			continue
		}
		if !websocket.IsCloseError(err, 4401) {
			t.Errorf("signed out, and the socket ends with %v", err)
		}
		return
	}
}

// A socket is for those signed in, on a page of ours.
func TestDeskSocketAsksWhoIsThere(t *testing.T) {
	s := startTown(t)
	o := openOffice(t, s)
	ours := s.url("")
	for _, c := range []struct {
		name, origin string
		who          *caller
		opens        bool
	}{
		{"signed in", ours, o.master.caller, true},
		{"nobody", ours, s.caller("127.0.0.9"), false},
		{"the kiosk", ours, s.kiosk("127.0.0.9"), false},
		{"another site", "http://evil.example.com", o.master.caller, false},
		{"another port", "http://127.0.0.1:1", o.master.caller, false},
	} {
		conn, err := c.who.dial(c.origin)
		if (err == nil) != c.opens {
			t.Errorf("%s: %v", c.name, err)
		}
		if err == nil {
			conn.Close()
		}
	}
}
