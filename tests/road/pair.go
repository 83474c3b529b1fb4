package road

import (
	"net"
	"sync"
	"sync/atomic"
	"time"
)

const up, down = 0, 1

// unheard is after how long a kernel gives a connection up on which nothing it sent arrived (TCP_USER_TIMEOUT of a station).
const unheard = 6 * time.Second

// Lose loses what goes up, or comes down, or both, and tells neither end. A connection that lost something carries nothing
// more that way, even when the road is sound again: a modem that starts anew knows of none that were open.
func (l *Road) Lose(goesUp, comesDown bool) {
	l.losing[up].Store(goesUp)
	l.losing[down].Store(comesDown)
}

// pair is one connection over the road: its end below and its end above, and which way it lost something.
type pair struct {
	road *Road
	ends [2]net.Conn
	lost [2]atomic.Bool

	lock   sync.Mutex
	giveUp *time.Timer
}

// delayed are bytes that wait for their time.
type delayed struct {
	at    time.Time
	bytes []byte
}

// carry brings bytes from one end to the other, each a delay later than it came, as many under way as there are.
func (p *pair) carry(way int) {
	from, to := p.ends[way], p.ends[1-way]
	under := make(chan delayed, 4096)
	var writing sync.WaitGroup
	writing.Go(func() {
		for d := range under {
			time.Sleep(time.Until(d.at))
			if _, err := to.Write(d.bytes); err != nil {
				from.Close()
			}
		}
		if !p.loses(way) { // else its end is lost too
			to.Close()
		}
	})
	for {
		b := make([]byte, 32<<10)
		n, err := from.Read(b)
		if n > 0 {
			p.road.count(way, n)
		}
		if n > 0 && !p.loses(way) {
			under <- delayed{time.Now().Add(p.road.Delay), b[:n]}
		}
		if err != nil {
			break
		}
	}
	close(under)
	writing.Wait()
}

func (l *Road) count(way, n int) {
	if way == up {
		l.first.CompareAndSwap(0, time.Now().UnixNano())
	}
	l.carried[way].Add(int64(n))
}

// loses reports whether what comes now is lost. Whoever sends from below is told of nothing that arrives then, whichever way
// loses, and its kernel cuts the connection; the end above hears nothing.
func (p *pair) loses(way int) bool {
	for w := range p.lost {
		if p.road.losing[w].Load() {
			p.lost[w].Store(true)
		}
	}
	if way == up && (p.lost[up].Load() || p.lost[down].Load()) {
		p.lock.Lock()
		defer p.lock.Unlock()
		if p.giveUp == nil {
			p.giveUp = time.AfterFunc(unheard, func() { p.ends[0].Close() })
		}
	}
	return p.lost[way].Load()
}

func (p *pair) forget() {
	p.lock.Lock()
	defer p.lock.Unlock()
	if p.giveUp != nil {
		p.giveUp.Stop()
	}
}
