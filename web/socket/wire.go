package socket

import (
	"bufio"
	"errors"
	"net"
	"net/http"
	"os"
	"time"
)

// wire is the connection gorilla sees: it reads first what the HTTP server had already read, and once open it writes
// only short answers, through the Conn that owns all writing.
type wire struct {
	net.Conn
	early []byte
	open  *Conn // nil during the handshake
}

// drain takes what the HTTP server had read beyond the request: a client may send its first frame in the same packet as
// the handshake. A deadline in the past makes a read return what is buffered and nothing else.
func drain(hijacked net.Conn) (early []byte, err error) {
	if err := hijacked.SetReadDeadline(time.Unix(1, 0)); err != nil {
		return nil, err
	}
	chunk := make([]byte, readLimit)
	for {
		n, err := hijacked.Read(chunk)
		early = append(early, chunk[:n]...)
		if errors.Is(err, os.ErrDeadlineExceeded) {
			return early, nil
		}
		if err != nil {
			return nil, err
		}
	}
}

func (w *wire) Read(p []byte) (int, error) {
	if len(w.early) == 0 {
		return w.Conn.Read(p)
	}
	n := copy(p, w.early)
	if w.early = w.early[n:]; len(w.early) == 0 {
		w.early = nil
	}
	return n, nil
}

func (w *wire) Write(p []byte) (int, error) {
	if w.open != nil {
		return w.open.answer(p)
	}
	return w.Conn.Write(p)
}

// SetWriteDeadline is left to the Conn once it is open: a reply must not shorten the patience of a frame under way.
func (w *wire) SetWriteDeadline(t time.Time) error {
	if w.open != nil {
		return nil
	}
	return w.Conn.SetWriteDeadline(t)
}

// answer is the http.ResponseWriter gorilla asks for: it gives up the connection, or refuses on it.
type answer struct {
	wire   *wire
	header http.Header
	status int
	taken  bool
}

func (a *answer) Header() http.Header { return a.header }

func (a *answer) WriteHeader(status int) { a.status = status }

func (a *answer) Write(p []byte) (int, error) { return len(p), nil }

func (a *answer) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	a.taken = true
	return a.wire, bufio.NewReadWriter(bufio.NewReaderSize(a.wire, 16), bufio.NewWriterSize(a.wire, readBuffer)), nil
}

// refuse answers the handshake in plain HTTP; a client that is already gone misses nothing.
func (a *answer) refuse() {
	refusal := http.Response{StatusCode: a.status, ProtoMajor: 1, ProtoMinor: 1, Header: a.header, Close: true}
	if a.wire.SetDeadline(time.Now().Add(handshakeLimit)) == nil {
		_ = refusal.Write(a.wire)
	}
}
