package socket

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/gorilla/websocket"
	"go.uber.org/goleak"
)

// patience bounds every wait of the stories; none of them measures time.
const patience = 10 * time.Second

// house is a Fiber server on loopback whose only room is one socket route.
type house struct {
	addr    string
	arrived chan *Conn
}

func open(t *testing.T) house {
	t.Helper()
	ignore := goleak.IgnoreCurrent()
	h := house{arrived: make(chan *Conn, 8)}
	app := fiber.New(fiber.Config{DisableStartupMessage: true})
	app.Get("/ws", Upgrade(func(c *Conn, _ *http.Request) { h.arrived <- c }))
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	h.addr = listener.Addr().String()
	served := make(chan error, 1)
	go func() { served <- app.Listener(listener) }()
	t.Cleanup(func() {
		if err := app.Shutdown(); err != nil {
			t.Error(err)
		}
		<-served
		// fasthttp keeps two housekeepers for the life of the process.
		goleak.VerifyNone(t, ignore, goleak.IgnoreAnyFunction("github.com/valyala/fasthttp.updateServerDate.func1"),
			goleak.IgnoreAnyFunction("github.com/valyala/fasthttp.(*workerPool).Start.func2"))
	})
	return h
}

func (h house) visit(t *testing.T) (*websocket.Conn, *Conn) {
	t.Helper()
	page, _, err := websocket.DefaultDialer.Dial("ws://"+h.addr+"/ws", nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { page.Close() })
	if err := page.SetReadDeadline(time.Now().Add(patience)); err != nil {
		t.Fatal(err)
	}
	conn := <-h.arrived
	t.Cleanup(func() { conn.Close() })
	return page, conn
}

func TestEveryFrameSizeArrives(t *testing.T) {
	page, conn := open(t).visit(t)
	heard := make(chan string, 1)
	go func() { heard <- fmt.Sprint(conn.Listen(patience, func(b []byte) { heard <- string(b) })) }()
	for _, size := range []int{0, 1, 125, 126, 65535, 65536, 200_000} {
		message := bytes.Repeat([]byte("人"), size/3)
		rest := Text(message)
		n, err := conn.Offer(rest)
		if err == nil && n < len(rest) {
			err = conn.Write(rest[n:], patience)
		}
		if err != nil {
			t.Fatalf("%d bytes: %v", size, err)
		}
		if _, got, err := page.ReadMessage(); err != nil || !bytes.Equal(got, message) {
			t.Fatalf("%d bytes: got %d, %v", size, len(got), err)
		}
	}
	if err := page.WriteMessage(websocket.TextMessage, []byte("painted")); err != nil || <-heard != "painted" {
		t.Errorf("the report did not arrive: %v", err)
	}
	if err := page.WriteMessage(websocket.TextMessage, make([]byte, readLimit+1)); err != nil {
		t.Fatal(err)
	}
	if why := <-heard; !strings.Contains(why, "read limit exceeded") {
		t.Errorf("an oversized report ended with %q", why)
	}
	if _, _, err := page.ReadMessage(); !websocket.IsCloseError(err, websocket.CloseMessageTooBig) {
		t.Errorf("the page was told %v", err)
	}
}

func TestPagesOfOtherHostsAreRefused(t *testing.T) {
	h := open(t)
	for _, c := range []struct {
		origin string
		status int
	}{{"http://evil.example", http.StatusForbidden}, {"http://" + h.addr, http.StatusSwitchingProtocols}} {
		page, answer, err := websocket.DefaultDialer.Dial("ws://"+h.addr+"/ws", http.Header{"Origin": {c.origin}})
		if answer == nil || answer.StatusCode != c.status {
			t.Errorf("%s: %v, %v, want %d", c.origin, answer, err, c.status)
		}
		if page != nil {
			(<-h.arrived).Close()
			page.Close()
		}
	}
	answer, err := http.Get("http://" + h.addr + "/ws")
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	http.DefaultClient.CloseIdleConnections()
	if answer.StatusCode != http.StatusUpgradeRequired {
		t.Errorf("a plain GET got %d", answer.StatusCode)
	}
}

// A client may send its first frame in one packet with the handshake.
func TestEarlyFrameIsKept(t *testing.T) {
	h := open(t)
	page, err := net.Dial("tcp", h.addr)
	if err != nil {
		t.Fatal(err)
	}
	defer page.Close()
	masked := []byte{text, 0x80 | 2, 0, 0, 0, 0, 'h', 'i'}
	fmt.Fprintf(page, "GET /ws HTTP/1.1\r\nHost: %s\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"+
		"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n%s", h.addr, masked)
	conn := <-h.arrived
	defer conn.Close()
	heard, ended := make(chan string, 1), make(chan error, 1)
	go func() { ended <- conn.Listen(patience, func(b []byte) { heard <- string(b) }) }()
	select {
	case got := <-heard:
		if got != "hi" {
			t.Errorf("heard %q", got)
		}
	case err := <-ended:
		t.Errorf("the early frame broke the connection: %v", err)
	}
}

func TestCloseEndsTheListener(t *testing.T) {
	page, conn := open(t).visit(t)
	ended := make(chan error, 1)
	go func() { ended <- conn.Listen(time.Hour, func([]byte) {}) }()
	if err := conn.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-ended; err == nil {
		t.Error("the listener ended without a reason")
	}
	if _, _, err := page.ReadMessage(); err == nil {
		t.Error("the page still reads")
	}
}

func TestSilenceIsDeathAndPongsAreLife(t *testing.T) {
	h := open(t)
	page, conn := h.visit(t)
	ended := make(chan error, 1)
	go func() { ended <- conn.Listen(time.Millisecond, func([]byte) {}) }()
	if err, ok := (<-ended).(net.Error); !ok || !err.Timeout() {
		t.Errorf("a silent page ended with %v", err)
	}
	page.Close()

	page, conn = h.visit(t)
	heard := make(chan string, 1)
	go func() { ended <- conn.Listen(patience, func(b []byte) { heard <- string(b) }) }()
	if err := page.WriteControl(websocket.PingMessage, []byte("x"), time.Now().Add(patience)); err != nil {
		t.Fatal(err)
	}
	if err := page.WriteMessage(websocket.TextMessage, []byte("after")); err != nil || <-heard != "after" {
		t.Fatal(err)
	}
	ponged := make(chan string, 1)
	page.SetPongHandler(func(data string) error { ponged <- data; return nil })
	if n, err := conn.Offer(append(Ping(), Closing(GoingAway)...)); err != nil || n != 6 {
		t.Fatalf("offered %d, %v", n, err)
	}
	if _, _, err := page.ReadMessage(); !websocket.IsCloseError(err, GoingAway) {
		t.Errorf("the page was told %v", err)
	}
	if err := <-ended; !websocket.IsCloseError(err, GoingAway) {
		t.Errorf("the listener ended with %v", err)
	}
	select {
	case data := <-ponged:
		if data != "x" {
			t.Errorf("pong %q", data)
		}
	default:
		t.Error("the ping was not answered")
	}
}

// A page that stops reading fills its buffers: offers come back cut, and waiting ends with an error, not for ever.
func TestFullConnectionDoesNotHold(t *testing.T) {
	page, conn := open(t).visit(t)
	frame := Text(make([]byte, 1<<20))
	for {
		n, err := conn.Offer(frame)
		if err != nil {
			t.Fatal(err)
		}
		if n < len(frame) {
			frame = frame[n:]
			break
		}
	}
	if n, err := conn.answer([]byte{pongByte, 0}); n != 2 || err != nil {
		t.Errorf("an answer inside a torn frame: %d, %v", n, err)
	}
	if err := conn.Write(frame, time.Millisecond); err == nil {
		t.Error("a full connection took a frame")
	}
	conn.Close()
	if err := page.SetReadDeadline(time.Now().Add(patience)); err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(io.Discard, bufio.NewReader(page.NetConn())); err != nil && !strings.Contains(err.Error(), "reset") {
		t.Error(err)
	}
}

const pongByte = 0x8a
