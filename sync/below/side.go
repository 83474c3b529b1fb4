// Package below is the box towards its children: what they ask over HTTP, how many may ask at once, and the doorbells they
// listen at.
package below

import (
	"context"
	"sync"
	"time"

	"lianzhan/sync/box"
	"lianzhan/sync/pace"
)

// Side is the box towards its children: what they may ask over HTTP, and the doorbells they listen at.
type Side struct {
	box      *box.Box
	sessions *sessions
	crowd    *crowd
	asking   *pace.Pace // requests by device
	guessing *pace.Pace // codes by address
	unrolled chan struct{}
	peers    *peers
	bells    *bells
	abroad   *abroad
	refused  refusals

	ctx  context.Context
	stop context.CancelFunc
	done sync.WaitGroup
}

// New is the side of a box that has, or may have, children.
func New(b *box.Box) *Side {
	s := &Side{box: b, sessions: newSessions(b.Store.Key(), b.Slate), crowd: newCrowd(), asking: pace.New(pace.PerSecond, pace.AtOnce),
		guessing: pace.New(enrolsPerMin/60.0, enrolsAtOnce), peers: newPeers(), abroad: newAbroad(b.Slate, b.Process),
		unrolled: make(chan struct{}, mostUnrolled), refused: refusals{last: map[refusal]time.Time{}}}
	s.ctx, s.stop = context.WithCancel(context.Background())
	s.bells = newBells(s)
	return s
}

// Start lets the bells ring.
func (s *Side) Start() {
	s.done.Go(func() { s.bells.run(s.ctx) })
	s.done.Go(func() { s.abroad.run(s.ctx, s.near) })
}

// Close hangs up and waits.
func (s *Side) Close() {
	s.stop()
	s.done.Wait()
}

// Heard notes that something was committed.
func (s *Side) Heard() { s.bells.heard() }

// Nudge rings those who share in a place.
func (s *Side) Nudge(place string) { s.bells.nudge(place) }

// Ordered rings those who were given something to do, by the keys of core's notes.
func (s *Side) Ordered(keys []string) { s.bells.give(keys) }

// Rooted rings, in a while, those who wait to hear that more of their chains reached the root.
func (s *Side) Rooted(chains []string) { s.bells.reached(chains) }

// Online counts the boxes whose doorbell is connected to this process.
func (s *Side) Online() int { return s.peers.online() }
