package postgres

import (
	"bytes"
	"io"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"lianzhan/station"
	"lianzhan/store/engine"
)

// wire stands between an engine and its server and cuts the connection at a commit.
type wire struct {
	listener net.Listener
	to       string
	cut      atomic.Int32
	dead     atomic.Bool // no new connections
	all      sync.WaitGroup
}

const (
	whole       int32 = iota
	beforeWord        // the commit never reaches the server
	beforeReply       // the server commits, and its word is lost
)

func newWire(t *testing.T, to string) *wire {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w := &wire{listener: l, to: to}
	w.all.Go(w.accept)
	t.Cleanup(func() {
		l.Close()
		w.all.Wait()
	})
	return w
}

func (w *wire) accept() {
	for {
		near, err := w.listener.Accept()
		if err != nil {
			return
		}
		far, err := net.Dial("tcp", w.to)
		if err != nil || w.dead.Load() {
			near.Close()
			continue
		}
		w.all.Go(func() { w.forth(near, far) })
	}
}

// forth carries what the engine says; back carries the answers.
func (w *wire) forth(near, far net.Conn) {
	defer near.Close()
	defer far.Close()
	var mute atomic.Bool
	back := make(chan struct{})
	go func() {
		defer close(back)
		b := make([]byte, 64<<10)
		for {
			n, err := far.Read(b)
			if mute.Load() {
				near.Close()
			} else if n > 0 {
				_, _ = near.Write(b[:n])
			}
			if err != nil {
				near.Close()
				return
			}
		}
	}()
	defer func() { <-back }()
	defer far.Close()
	b := make([]byte, 64<<10)
	for {
		n, err := near.Read(b)
		if err != nil {
			return
		}
		if bytes.Contains(b[:n], []byte("; COMMIT")) {
			switch w.cut.Swap(whole) {
			case beforeWord:
				return
			case beforeReply:
				mute.Store(true)
			}
		}
		if _, err := far.Write(b[:n]); err != nil && err != io.EOF {
			return
		}
	}
}

// A commit whose word is lost is told as it ended: saved, or certainly not.
func TestLostWordIsFoundOut(t *testing.T) {
	url := newDatabase(t)
	w := newWire(t, server.Address())
	e := mustOpen(t, strings.Replace(url, server.Address(), w.listener.Addr().String(), 1))
	straight := mustOpen(t, url)
	for i, c := range []struct {
		name  string
		cut   int32
		saved bool
	}{{"whole", whole, true}, {"before the word", beforeWord, false}, {"before the reply", beforeReply, true}, {"whole again", whole, true}} {
		t.Run(c.name, func(t *testing.T) {
			key, announced := []byte{byte('a' + i)}, 0
			w.cut.Store(c.cut)
			err := e.Update(func(tx engine.Tx) error {
				tx.OnCommit(func() { announced++ })
				return tx.Put("x", key, []byte("1"))
			})
			if (err == nil) != c.saved || (announced == 1) != c.saved {
				t.Errorf("told %v, announced %d times", err, announced)
			}
			if err != nil && (station.Worded(err).Class != station.FaultBusy || station.Worded(err).Code != "database_unreachable") {
				t.Errorf("not saved is told as %v", err)
			}
			if got := read(t, straight, "x", string(key)); (got == "1") != c.saved {
				t.Errorf("the database has %q", got)
			}
		})
	}
}

// If the database does not come back, nobody is told that nothing was saved: trying again could write twice.
func TestUnknownEndIsSaidSo(t *testing.T) {
	url := newDatabase(t)
	w := newWire(t, server.Address())
	e := mustOpen(t, strings.Replace(url, server.Address(), w.listener.Addr().String(), 1))
	e.resolving = time.Second
	straight := mustOpen(t, url)
	w.cut.Store(beforeReply)
	err := e.Update(func(tx engine.Tx) error {
		w.dead.Store(true)
		tx.OnCommit(func() { t.Error("announced what is not known to be saved") })
		return tx.Put("x", []byte("a"), []byte("1"))
	})
	if err == nil || station.Worded(err).Code != "commit_unknown" || station.Worded(err).Class == station.FaultBusy {
		t.Errorf("told %v", err)
	}
	if got := read(t, straight, "x", "a"); got != "1" {
		t.Errorf("the database has %q", got)
	}
	w.dead.Store(false)
	put(t, e, "x", "b", "2")
}

func read(t testing.TB, e *Engine, bucket, key string) (value string) {
	t.Helper()
	if err := e.View(func(tx engine.Tx) error {
		raw, err := tx.Get(bucket, []byte(key))
		value = string(raw)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return value
}
