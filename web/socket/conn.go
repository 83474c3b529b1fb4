package socket

import (
	"errors"
	"io"
	"log/slog"
	"net"
	"os"
	"sync"
	"syscall"
	"time"

	"github.com/gorilla/websocket"
	"golang.org/x/sys/unix"
)

// Conn is an open websocket. One goroutine listens; one at a time writes. Offer never waits, Write does.
type Conn struct {
	ws      *websocket.Conn
	raw     net.Conn
	silence time.Duration

	offering sync.Mutex
	fd       syscall.RawConn // nil when the connection has none: then every write must wait
	push     func(fd uintptr) bool
	pending  []byte
	pushErr  error
	torn     bool // a frame is out in part: nothing may be written before the rest
}

func newConn(ws *websocket.Conn, raw net.Conn) *Conn {
	c := &Conn{ws: ws, raw: raw}
	if direct, ok := raw.(syscall.Conn); ok {
		if fd, err := direct.SyscallConn(); err == nil {
			c.fd, c.push = fd, c.pushPending
			keepShort(fd)
		}
	}
	answerPing := ws.PingHandler()
	ws.SetPingHandler(func(data string) error { return errors.Join(c.heard(), answerPing(data)) })
	ws.SetPongHandler(func(string) error { return c.heard() })
	ws.SetReadLimit(readLimit)
	return c
}

// unsent is how many bytes the kernel may hold back for a page that does not take them. Its buffer would else grow to
// megabytes, and a slow page would be shown a hundred pictures that are no longer true.
const unsent = 64 << 10

func keepShort(fd syscall.RawConn) {
	err := fd.Control(func(fd uintptr) {
		// A socket that is not TCP has no such option, and no such buffer either.
		_ = unix.SetsockoptInt(int(fd), unix.IPPROTO_TCP, unix.TCP_NOTSENT_LOWAT, unsent)
	})
	if err != nil {
		slog.Debug("socket buffer left as it is", "err", err)
	}
}

// Listen reads text messages into handle until the connection ends, and returns why. A connection silent for longer
// than silence is dead; pongs count. The bytes given to handle are reused.
func (c *Conn) Listen(silence time.Duration, handle func([]byte)) error {
	return c.Hear(silence, func(message []byte, binary bool) {
		if !binary {
			handle(message)
		}
	})
}

// Hear is Listen for messages of both kinds.
func (c *Conn) Hear(silence time.Duration, handle func(message []byte, binary bool)) error {
	c.silence = silence
	if err := c.heard(); err != nil {
		return err
	}
	var message []byte
	for {
		kind, r, err := c.ws.NextReader()
		if err != nil {
			return err
		}
		if message, err = readInto(message[:0], r); err != nil {
			return err
		}
		if err := c.heard(); err != nil {
			return err
		}
		handle(message, kind == websocket.BinaryMessage)
	}
}

func readInto(b []byte, r io.Reader) ([]byte, error) {
	for {
		if len(b) == cap(b) {
			b = append(b, 0)[:len(b)]
		}
		n, err := r.Read(b[len(b):cap(b)])
		b = b[:len(b)+n]
		if err == io.EOF {
			return b, nil
		}
		if err != nil {
			return b, err
		}
	}
}

func (c *Conn) heard() error { return c.raw.SetReadDeadline(time.Now().Add(c.silence)) }

// Offer writes as much of some frames as the connection takes at once and returns how much that was. After a part only,
// the rest must follow by Write before anything else is offered.
func (c *Conn) Offer(frames []byte) (int, error) {
	c.offering.Lock()
	defer c.offering.Unlock()
	if c.fd == nil {
		c.torn = true
		return 0, nil
	}
	c.pending, c.pushErr = frames, nil
	err := c.fd.Write(c.push)
	left := len(c.pending)
	c.pending, c.torn = nil, left > 0
	return len(frames) - left, errors.Join(err, c.pushErr)
}

// pushPending always reports done: waiting for room is the caller's choice.
func (c *Conn) pushPending(fd uintptr) bool {
	for len(c.pending) > 0 {
		n, err := syscall.Write(int(fd), c.pending)
		if err == syscall.EINTR {
			continue
		}
		if err == syscall.EAGAIN {
			return true
		}
		if err != nil {
			c.pushErr = os.NewSyscallError("write", err)
			return true
		}
		c.pending = c.pending[n:]
	}
	return true
}

// Write writes all of some frames and waits up to patience for room. After an error only Close is left.
func (c *Conn) Write(frames []byte, patience time.Duration) error {
	if err := c.raw.SetWriteDeadline(time.Now().Add(patience)); err != nil {
		return err
	}
	if _, err := c.raw.Write(frames); err != nil {
		return err
	}
	c.offering.Lock()
	c.torn = false
	c.offering.Unlock()
	return c.raw.SetWriteDeadline(time.Time{})
}

// Close closes the connection at once; a listener returns.
func (c *Conn) Close() error { return c.raw.Close() }

// answer sends gorilla's replies to control frames, a pong or a close. They never wait and never land inside another
// frame: a peer that reads nothing gets no answer.
func (c *Conn) answer(frame []byte) (int, error) {
	c.offering.Lock()
	busy := c.torn
	c.offering.Unlock()
	if busy {
		return len(frame), nil
	}
	n, err := c.Offer(frame)
	if err == nil && n < len(frame) {
		err = errFull
	}
	return n, err
}

var errFull = errors.New("socket: no room for an answer")
