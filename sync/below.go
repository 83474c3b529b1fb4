package sync

import (
	"context"
	"sync"
)

// BelowSide is the box towards its children: what they may ask over HTTP, and the doorbells they listen at.
type BelowSide struct {
	box      *Box
	sessions *sessions
	crowd    *crowd
	asking   *pace // requests by device
	guessing *pace // codes by address
	unrolled chan struct{}
	peers    *peers
	bells    *bells
	abroad   *abroad

	ctx  context.Context
	stop context.CancelFunc
	done sync.WaitGroup
}

func newBelow(b *Box) *BelowSide {
	s := &BelowSide{box: b, sessions: newSessions(b.Store.Key(), b.Slate), crowd: newCrowd(), asking: newPace(perSecond, atOnce),
		guessing: newPace(enrolsPerMin/60.0, enrolsAtOnce), peers: newPeers(), abroad: newAbroad(b.Slate, b.process),
		unrolled: make(chan struct{}, mostUnrolled)}
	s.ctx, s.stop = context.WithCancel(context.Background())
	s.bells = newBells(s)
	return s
}

// Start lets the bells ring.
func (s *BelowSide) Start() {
	s.done.Go(func() { s.bells.run(s.ctx) })
	s.done.Go(func() { s.abroad.run(s.ctx, s.near) })
}

// Close hangs up and waits.
func (s *BelowSide) Close() {
	s.stop()
	s.done.Wait()
}

// Heard notes that something was committed.
func (s *BelowSide) Heard() { s.bells.heard() }

// Nudge rings those who share in a place.
func (s *BelowSide) Nudge(place string) { s.bells.nudge(place) }

// Ordered rings those who were given something to do, by the keys of core's notes.
func (s *BelowSide) Ordered(keys []string) { s.bells.give(keys) }

// Rooted rings, in a while, those who wait to hear that more of their chains reached the root.
func (s *BelowSide) Rooted(chains []string) { s.bells.reached(chains) }

// Online counts the boxes whose doorbell is connected to this process.
func (s *BelowSide) Online() int { return s.peers.online() }
