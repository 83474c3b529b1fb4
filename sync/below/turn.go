package below

import "time"

const (
	turnPatience = 2 * time.Second        // for a push that this process has
	seekPatience = 300 * time.Millisecond // for one that may still be on the line, or came to another process
)

// turns keep the pushes of one device in order that are under way at once. Numbers are of the child's own log.
type turns struct {
	pushed uint64          // end of the last push taken
	here   map[uint64]bool // ends of those that came and are not taken yet
	moved  chan struct{}   // closed when something came or was taken
}

func newTurns() turns { return turns{here: map[uint64]bool{}, moved: make(chan struct{})} }

func (t *turns) move() {
	close(t.moved)
	t.moved = make(chan struct{})
}

// turn waits until the push was taken that ends where this one begins; one that begins at 0 follows no other. It does not
// insist: what really is missing the core says.
func (p *peers) turn(device string, from, to uint64) {
	p.lock.Lock()
	one := p.of(device)
	if one.here[to] = true; from == 0 {
		one.pushed = 0
	}
	one.move()
	p.lock.Unlock()
	for came := time.Now(); ; {
		p.lock.Lock()
		one := p.of(device)
		ready, here, moved := from <= one.pushed, one.here[from], one.moved
		p.lock.Unlock()
		left := seekPatience - time.Since(came)
		if here {
			left = turnPatience - time.Since(came)
		}
		if ready || left <= 0 {
			return
		}
		patience := time.NewTimer(left)
		select {
		case <-moved:
		case <-patience.C:
		}
		patience.Stop()
	}
}

// took notes how far a device's pushes were taken; 0 forgets it, when the device says hello.
func (p *peers) took(device string, to uint64) {
	p.lock.Lock()
	defer p.lock.Unlock()
	one := p.of(device)
	delete(one.here, to)
	if one.pushed = to; to == 0 {
		clear(one.here)
	}
	one.move()
}
