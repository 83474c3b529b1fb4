package main

import (
	"net"
	"sync"
	"sync/atomic"
	"time"
)

// road is a proxy that carries bytes with a delay each way, counts them, and can be cut.
type road struct {
	to       string
	delay    time.Duration // each way
	up, down atomic.Int64  // bytes since the count began, headers of TCP not counted
	first    atomic.Int64  // when the first byte of the count went up, Unix nanoseconds

	listener net.Listener
	lock     sync.Mutex
	cut      bool
	open     map[net.Conn]bool
	done     sync.WaitGroup
}

func layRoad(to string, delay time.Duration) (*road, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	l := &road{to: to, delay: delay, listener: listener, open: map[net.Conn]bool{}}
	l.done.Go(func() {
		for {
			near, err := listener.Accept()
			if err != nil {
				return
			}
			l.done.Go(func() { l.join(near) })
		}
	})
	return l, nil
}

func (l *road) address() string { return l.listener.Addr().String() }
func (l *road) url() string     { return "http://" + l.address() }

// count begins anew and tells what was counted so far.
func (l *road) count() (up, down int64) {
	l.first.Store(0)
	return l.up.Swap(0), l.down.Swap(0)
}

// began is when the first byte went up since the count began.
func (l *road) began() time.Time { return time.Unix(0, l.first.Load()) }

// sever closes what is open and lets nobody through until the line is mended.
func (l *road) sever(yes bool) {
	l.lock.Lock()
	defer l.lock.Unlock()
	l.cut = yes
	if yes {
		for c := range l.open {
			c.Close()
		}
	}
}

func (l *road) close() error {
	err := l.listener.Close()
	l.sever(true)
	l.done.Wait()
	return err
}

// enter notes both ends of a connection, unless the line is cut.
func (l *road) enter(ends ...net.Conn) bool {
	l.lock.Lock()
	defer l.lock.Unlock()
	for _, c := range ends {
		l.open[c] = !l.cut
	}
	return !l.cut
}

func (l *road) leave(ends ...net.Conn) {
	l.lock.Lock()
	defer l.lock.Unlock()
	for _, c := range ends {
		delete(l.open, c)
	}
}

func (l *road) join(near net.Conn) {
	defer near.Close()
	defer l.leave(near)
	if !l.enter(near) {
		return
	}
	time.Sleep(2 * l.delay) // the handshake of TCP
	far, err := net.Dial("tcp", l.to)
	if err != nil {
		return
	}
	defer far.Close()
	defer l.leave(far)
	if !l.enter(far) {
		return
	}
	var both sync.WaitGroup
	both.Go(func() { l.carry(near, far, &l.up) })
	both.Go(func() { l.carry(far, near, &l.down) })
	both.Wait()
}

// delayed are bytes that wait for their time.
type delayed struct {
	at    time.Time
	bytes []byte
}

// carry brings bytes from one end to the other, each a delay later than it came, as many under way as there are.
func (l *road) carry(from, to net.Conn, counter *atomic.Int64) {
	under := make(chan delayed, 4096)
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
			now := time.Now()
			if counter == &l.up {
				l.first.CompareAndSwap(0, now.UnixNano())
			}
			counter.Add(int64(n))
			under <- delayed{now.Add(l.delay), b[:n]}
		}
		if err != nil {
			break
		}
	}
	close(under)
	writing.Wait()
}
