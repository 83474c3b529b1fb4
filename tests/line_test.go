package tests

import (
	"net"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// line is a proxy that carries bytes with a delay, counts them, and can be cut.
type line struct {
	to    string
	delay time.Duration // each way
	bytes atomic.Int64  // both ways

	listener net.Listener
	lock     sync.Mutex
	cut      bool
	open     map[net.Conn]bool
	done     sync.WaitGroup
}

func newLine(t testing.TB, to string, delay time.Duration) *line {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l := &line{to: to, delay: delay, listener: listener, open: map[net.Conn]bool{}}
	l.done.Go(l.accept)
	t.Cleanup(func() {
		listener.Close()
		l.Cut(true)
		l.done.Wait()
	})
	return l
}

func (l *line) url() string { return "http://" + l.listener.Addr().String() }

// Cut closes what is open and refuses what comes, until it is mended.
func (l *line) Cut(yes bool) {
	l.lock.Lock()
	defer l.lock.Unlock()
	l.cut = yes
	if yes {
		for c := range l.open {
			c.Close()
		}
	}
}

func (l *line) accept() {
	for {
		near, err := l.listener.Accept()
		if err != nil {
			return
		}
		l.done.Go(func() { l.join(near) })
	}
}

func (l *line) join(near net.Conn) {
	defer near.Close()
	time.Sleep(2 * l.delay) // the handshake of TCP
	far, err := net.Dial("tcp", l.to)
	if err != nil {
		return
	}
	defer far.Close()
	l.lock.Lock()
	if l.cut {
		l.lock.Unlock()
		return
	}
	l.open[near], l.open[far] = true, true
	l.lock.Unlock()
	var both sync.WaitGroup
	both.Go(func() { l.carry(near, far) })
	both.Go(func() { l.carry(far, near) })
	both.Wait()
	l.lock.Lock()
	defer l.lock.Unlock()
	delete(l.open, near)
	delete(l.open, far)
}

type parcel struct {
	at    time.Time
	bytes []byte
}

// carry brings bytes from one end to the other, each a delay later than it came, as many under way as there are.
func (l *line) carry(from, to net.Conn) {
	under := make(chan parcel, 4096)
	var writing sync.WaitGroup
	writing.Go(func() {
		for p := range under {
			time.Sleep(time.Until(p.at))
			if _, err := to.Write(p.bytes); err != nil {
				from.Close()
			}
		}
		to.Close()
	})
	for {
		b := make([]byte, 32<<10)
		n, err := from.Read(b)
		if n > 0 {
			l.bytes.Add(int64(n))
			under <- parcel{time.Now().Add(l.delay), b[:n]}
		}
		if err != nil {
			break
		}
	}
	close(under)
	writing.Wait()
}
