package above

import (
	"bufio"
	"context"
	"crypto/sha1"
	"encoding/base64"
	"net"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"lianzhan/sync/wire"
)

// silentParent takes a doorbell's handshake, answers as many pings as it is told to, and says nothing else. Its end stays open:
// nobody tells the child that the line is dead.
func silentParent(t *testing.T, end net.Conn, pings int) {
	in := bufio.NewReader(end)
	req, err := http.ReadRequest(in)
	if err != nil {
		t.Error(err)
		return
	}
	sum := sha1.Sum([]byte(req.Header.Get("Sec-WebSocket-Key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")) // RFC 6455, 4.2.2
	if _, err := end.Write([]byte("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " +
		base64.StdEncoding.EncodeToString(sum[:]) + "\r\n\r\n")); err != nil {
		t.Error(err)
		return
	}
	ping := make([]byte, 6) // masked and empty
	for n := 0; ; n++ {
		if _, err := in.Read(ping); err != nil {
			return
		}
		if n < pings {
			if _, err := end.Write([]byte{0x8A, 0}); err != nil {
				return
			}
		}
	}
}

// A line that carries nothing any more and was closed by nobody: the box waits as long as a parent may be silent and no longer,
// though what it writes itself seems to go out (gorilla/websocket#304, fosrl/newt#387).
func TestASilentParentIsNotBelieved(t *testing.T) {
	for pings, want := range map[int]time.Duration{0: wire.DeadAfter, 9: 9*wire.PingEvery + wire.DeadAfter} {
		synctest.Test(t, func(t *testing.T) {
			child, parent := net.Pipe()
			defer parent.Close()
			go silentParent(t, parent, pings)
			over := websocket.Dialer{NetDialContext: func(context.Context, string, string) (net.Conn, error) { return child, nil }}
			conn, _, err := over.DialContext(t.Context(), "ws://county/", nil)
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			go keepPinging(t.Context(), func() error {
				return conn.WriteControl(websocket.PingMessage, nil, time.Now().Add(pingLimit))
			})
			began := time.Now()
			tooLong := time.AfterFunc(time.Hour, func() { parent.Close() })
			defer tooLong.Stop()
			err = (&client{}).hear(t.Context(), conn)
			if lasted := time.Since(began); err == nil || lasted != want {
				t.Errorf("after %d answers it was believed for %v, want %v: %v", pings, lasted, want, err)
			}
		})
	}
}
