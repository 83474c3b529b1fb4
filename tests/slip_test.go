package tests

import (
	bytecode "encoding/binary"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"lianzhan/station"
	"lianzhan/sync/wire"
)

// ear is a doorbell held by hand.
type ear struct {
	t    *testing.T
	conn *websocket.Conn
}

func (f *forger) listen(session string) ear {
	f.t.Helper()
	conn, res, err := websocket.DefaultDialer.Dial("ws"+strings.TrimPrefix(f.parent, "http")+"/sync/v1/bell",
		http.Header{"Authorization": {"Bearer " + session}, wire.DictHeader: {wire.DictID}})
	if err != nil {
		f.t.Fatal(err)
	}
	res.Body.Close()
	f.t.Cleanup(func() { conn.Close() })
	return ear{f.t, conn}
}

// next is the next message that is no ring.
func (e ear) next() (kind byte, number uint64, frame []byte) {
	e.t.Helper()
	for {
		if err := e.conn.SetReadDeadline(time.Now().Add(10 * time.Second)); err != nil {
			e.t.Fatal(err)
		}
		of, raw, err := e.conn.ReadMessage()
		if err != nil {
			e.t.Fatal(err)
		}
		if of == websocket.BinaryMessage {
			number, n := bytecode.Uvarint(raw[1:])
			return raw[0], number, raw[1+n:]
		}
	}
}

func (e ear) say(message ...byte) {
	e.t.Helper()
	if err := e.conn.WriteMessage(websocket.BinaryMessage, message); err != nil {
		e.t.Fatal(err)
	}
}

func slipOf(t *testing.T, number uint64, p wire.Push) []byte {
	t.Helper()
	raw, err := wire.Pack(p)
	if err != nil {
		t.Fatal(err)
	}
	return append(bytecode.AppendUvarint([]byte{'p'}, number), raw...)
}

// A push that comes by the bell is held to what a request is: it is answered once it is on the disk, and what is wrong with
// it is refused.
func TestASlipIsHeldToWhatARequestIs(t *testing.T) {
	county, f := forgedVillage(t)
	bell := f.listen(f.session)
	for _, message := range [][]byte{{}, {'p'}, {'?', 1}, {'r', 1}, {'p', 0xff}} {
		bell.say(message...)
	}
	bell.say('p', 7, 'n', 'o', ' ', 'f', 'r', 'a', 'm', 'e')
	if kind, number, _ := bell.next(); kind != 'x' || number != 7 {
		t.Fatalf("what is no frame was answered with %q %d", kind, number)
	}
	bell.say(slipOf(t, 8, wire.Push{Epoch: "another life", Items: []station.Entry{f.change(nil)}})...)
	if kind, number, _ := bell.next(); kind != 'x' || number != 8 {
		t.Fatalf("a push of another life was answered with %q %d", kind, number)
	}
	e := f.change(nil)
	bell.say(slipOf(t, 9, wire.Push{Epoch: f.epoch, Items: []station.Entry{e}})...)
	kind, number, frame := bell.next()
	reply, err := wire.Unpack[wire.PushReply](frame)
	if kind != 'r' || number != 9 || err != nil || reply.Ack[e.Chain()] != e.Ctr {
		t.Fatalf("%q %d, %+v, %v", kind, number, reply, err)
	}
	if county.field(station.KindActivity, "forged", "title") == "" {
		t.Error("it was answered before it was there")
	}
}

// Whoever lost their word has none on a line that is still open either.
func TestASlipOfARevokedDeviceIsRefused(t *testing.T) {
	county, f := forgedVillage(t)
	bell := f.listen(f.session)
	if err := county.room.Revoke(t.Context(), "test", "v", "lost"); err != nil {
		t.Fatal(err)
	}
	e := f.change(nil)
	_ = bell.conn.WriteMessage(websocket.BinaryMessage, slipOf(t, 1, wire.Push{Epoch: f.epoch, Items: []station.Entry{e}})) // the line may be closed by now
	for {
		_ = bell.conn.SetReadDeadline(time.Now().Add(10 * time.Second))
		of, raw, err := bell.conn.ReadMessage()
		if err != nil || of == websocket.BinaryMessage && raw[0] == 'x' {
			break
		}
		if of == websocket.BinaryMessage {
			t.Fatalf("answered %q", raw)
		}
	}
	if county.field(station.KindActivity, "forged", "title") != "" {
		t.Error("a revoked device was heard")
	}
}

// What is new comes with the ring to a child that was told everything so far, and only what it may see.
func TestAFeedComesWithTheRing(t *testing.T) {
	county, f := forgedVillage(t)
	bell := f.listen(f.session)
	var read wire.Feed
	if status, code := f.send("/feed", wire.Pull{Epoch: f.epoch}, &read); status != http.StatusOK {
		t.Fatal(status, code)
	}
	county.edit(station.Edit{Kind: station.KindArticle, ID: "elsewhere", Op: station.OpPut, Class: station.Public, Scope: "/c/w", Fields: raw(t, map[string]any{"title": "别处"})},
		station.Edit{Kind: station.KindArticle, ID: "here", Op: station.OpPut, Class: station.Public, Scope: "/c/v", Fields: raw(t, map[string]any{"title": "本村"})})
	kind, _, frame := bell.next()
	fed, err := wire.Unpack[wire.Feed](frame)
	if kind != 'f' || err != nil || fed.After != read.Next || fed.Next != fed.Head || len(fed.Items) != 1 || fed.Items[0].ID != "here" {
		t.Fatalf("%q, %+v, %v", kind, fed, err)
	}
}
