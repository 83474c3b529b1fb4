// Package road is a line between two boxes on loopback that is slow, is counted, and can be cut: for stories and for the
// bench.
package road

import (
	"net"
	"sync"
	"sync/atomic"
	"time"
)

// Road is a proxy that carries bytes with a delay each way, counts them, can be cut, and can lose what it carries.
type Road struct {
	to      string
	Delay   time.Duration   // each way
	carried [2]atomic.Int64 // up and down: bytes since the count began, headers of TCP not counted
	first   atomic.Int64    // when the first byte of the count went up, Unix nanoseconds

	listener net.Listener
	losing   [2]atomic.Bool // up, down
	lock     sync.Mutex
	cut      bool
	open     map[net.Conn]bool
	done     sync.WaitGroup
}

// Lay opens a road on loopback that leads to an address, with a delay each way.
func Lay(to string, delay time.Duration) (*Road, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	l := &Road{to: to, Delay: delay, listener: listener, open: map[net.Conn]bool{}}
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

// Address is where the road begins.
func (l *Road) Address() string { return l.listener.Addr().String() }

// URL is the same for a program that speaks HTTP.
func (l *Road) URL() string { return "http://" + l.Address() }

// Count begins anew and tells what was counted so far.
func (l *Road) Count() (upwards, downwards int64) {
	l.first.Store(0)
	return l.carried[up].Swap(0), l.carried[down].Swap(0)
}

// Carried is what went both ways since the count began, in bytes.
func (l *Road) Carried() int64 { return l.carried[up].Load() + l.carried[down].Load() }

// Began is when the first byte went up since the count began.
func (l *Road) Began() time.Time { return time.Unix(0, l.first.Load()) }

// Sever closes what is open and lets nobody through until the line is mended.
func (l *Road) Sever(yes bool) {
	l.lock.Lock()
	defer l.lock.Unlock()
	l.cut = yes
	if yes {
		for c := range l.open {
			c.Close()
		}
	}
}

// Close cuts the road and waits until nothing is on it.
func (l *Road) Close() error {
	err := l.listener.Close()
	l.Sever(true)
	l.done.Wait()
	return err
}

// enter notes both ends of a connection, unless the line is cut.
func (l *Road) enter(ends ...net.Conn) bool {
	l.lock.Lock()
	defer l.lock.Unlock()
	for _, c := range ends {
		l.open[c] = !l.cut
	}
	return !l.cut
}

func (l *Road) leave(ends ...net.Conn) {
	l.lock.Lock()
	defer l.lock.Unlock()
	for _, c := range ends {
		delete(l.open, c)
	}
}

func (l *Road) join(near net.Conn) {
	defer near.Close()
	defer l.leave(near)
	if !l.enter(near) {
		return
	}
	time.Sleep(2 * l.Delay) // the handshake of TCP
	far, err := net.Dial("tcp", l.to)
	if err != nil {
		return
	}
	defer far.Close()
	defer l.leave(far)
	if !l.enter(far) {
		return
	}
	p := &pair{road: l, ends: [2]net.Conn{near, far}}
	defer p.forget()
	var both sync.WaitGroup
	both.Go(func() { p.carry(up) })
	both.Go(func() { p.carry(down) })
	both.Wait()
}
