package below

import (
	"context"
	"sync"
	"time"

	"lianzhan/station"
	"lianzhan/sync/box"
	"lianzhan/sync/wire"
)

// The bounds of what children may ask of this box at once. After a county comes up again two thousand of them stand at
// the door: as many as the disk can serve are let in, the others are told when their turn is.
const (
	mostAtWork  = 16   // requests that change much: each is unrolled in memory
	mostWaiting = 256  // requests that may wait for that
	mostAsking  = 64   // requests of a few bytes inside a transaction or waiting for it; they share commits
	mostReading = 16   // requests that only read
	mostQueued  = 4096 // small requests that may wait

	longestWait  = 4 * time.Second        // for a place, before being told to come again
	longestAsk   = 12 * time.Second       // likewise of a small request: to wait costs less than to come again
	soonestTurn  = 500 * time.Millisecond // of the first of those turned away
	latestTurn   = 5 * time.Minute
	firstGuess   = time.Millisecond // what one costs, before it is known
	slowestGuess = time.Second

	enrolsAtOnce = 5 // guesses of a code from one address before it must wait
	enrolsPerMin = 2
)

// crowd is the doors to this box.
type crowd struct {
	*door         // of what changes much, and of enrolments
	asking  *door // of small questions that change something: a hello
	reading *door // of questions that mostly change nothing
}

func newCrowd() *crowd {
	return &crowd{door: newDoor(mostAtWork, mostWaiting, longestWait), asking: newDoor(mostAsking, mostQueued, longestAsk),
		reading: newDoor(mostReading, mostQueued, longestAsk)}
}

// door lets a bounded number of requests work at once and a bounded number wait. Who finds no place is told when to come
// again, each a little later than the one before, so that a crowd returns as a queue. How much later the door learns from
// those it let through: a slow disk wants longer pauses than a fast one.
type door struct {
	working  chan struct{}
	waiting  chan struct{}
	patience time.Duration

	lock sync.Mutex
	turn time.Time     // of the last one turned away
	each time.Duration // that one takes, while others wait
	left time.Time     // when the last one did, while others waited
}

func newDoor(atWork, waiting int, patience time.Duration) *door {
	return &door{working: make(chan struct{}, atWork), waiting: make(chan struct{}, waiting), patience: patience, each: firstGuess}
}

// enter waits for a place; leave must be called.
func (d *door) enter(ctx context.Context) (leave func(), err error) {
	select {
	case d.working <- struct{}{}:
		return d.leave, nil
	default:
	}
	select {
	case d.waiting <- struct{}{}:
		defer func() { <-d.waiting }()
	default:
		return nil, d.turnAway(time.Now())
	}
	patience := time.NewTimer(d.patience)
	defer patience.Stop()
	select {
	case d.working <- struct{}{}:
		return d.leave, nil
	case <-patience.C:
		return nil, d.turnAway(time.Now())
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

const memory = 64 // requests whose pace is remembered

// leave frees a place, and learns how fast places come free.
func (d *door) leave() {
	<-d.working
	d.lock.Lock()
	defer d.lock.Unlock()
	if len(d.waiting) == 0 {
		d.left = time.Time{}
		return
	}
	now := time.Now()
	if !d.left.IsZero() {
		d.each += (min(now.Sub(d.left), slowestGuess) - d.each) / memory
	}
	d.left = now
}

// turnAway names the time to come again: behind those who wait and behind those who were turned away before.
func (d *door) turnAway(now time.Time) error {
	d.lock.Lock()
	defer d.lock.Unlock()
	d.turn = d.turn.Add(d.each)
	if first := now.Add(max(soonestTurn, time.Duration(len(d.waiting))*d.each)); d.turn.Before(first) {
		d.turn = first
	}
	if last := now.Add(latestTurn); d.turn.After(last) {
		d.turn = last
	}
	busy := *wire.ErrCrowd
	busy.After = d.turn.Sub(now)
	return &busy
}

// crowded is commit for what a child asks in a few bytes: it waits until there is room for one more.
func (s *Side) crowded(fn func(station.Ledger) error) error {
	ctx, cancel := context.WithTimeout(context.Background(), box.WorkLimit)
	defer cancel()
	leave, err := s.crowd.asking.enter(ctx)
	if err != nil {
		return err
	}
	defer leave()
	return s.box.Commit(ctx, fn)
}

// look reads for a child: a few at a time, or a thousand questions at once would hold up the bells and each other.
func (s *Side) look(fn func(station.Ledger) error) error {
	ctx, cancel := context.WithTimeout(context.Background(), box.WorkLimit)
	defer cancel()
	s.bells.silence()
	leave, err := s.crowd.reading.enter(ctx)
	if err != nil {
		return err
	}
	defer leave()
	return s.box.Store.Inspect(fn)
}
