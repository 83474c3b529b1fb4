package above

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"lianzhan/station"
	"lianzhan/sync/box"
	"lianzhan/sync/core"
	"lianzhan/sync/wire"
)

// State is how a box stands towards its parent.
type State string

// The states.
const (
	Alone   State = "alone"
	Online  State = "online"
	Offline State = "offline"
	Revoked State = "revoked"
	Forked  State = "forked"
)

const (
	mostUnderWay = 4                // pushes on their way at once
	pollAlone    = 30 * time.Second // without a doorbell
	pollRung     = 75 * time.Second // with one; it also keeps the connection warm, which a parent closes after 90 s
	barredPause  = time.Hour        // before a box that was turned away for good looks whether that still holds
)

// client is the box towards its parent: a goroutine each for up, down and the doorbell, one that feels for the line.
type client struct {
	box     *box.Box
	side    *Side
	link    box.Link
	parent  *parent
	up      *lane
	down    *lane
	bell    *lane
	files   *lane
	budget  budget
	stride  *stride // of pushes
	gulp    *stride // of feeds
	whisper whisper
	probe   chan struct{}

	ctx  context.Context
	stop context.CancelFunc
	done sync.WaitGroup

	shaking sync.Mutex // one hello at a time
	lock    sync.Mutex
	session string
	epoch   string         // of the parent's log, as its last welcome named it
	word    wire.Challenge // of a probe that was answered, good for one hello
	worded  time.Time
	contact time.Time // of the last good answer
	reached bool      // the last thing heard of the parent was an answer
	trouble string    // why the last question came to nothing; empty since it was answered
	barred  State     // Revoked or Forked, else empty
	rung    bool      // the doorbell is connected
}

func newClient(s *Side, k box.Link) *client {
	c := &client{box: s.box, side: s, link: k, parent: newParent(k.Parent, k.Pin), probe: make(chan struct{}, 1), stride: newStride(), gulp: newStride()}
	c.ctx, c.stop = context.WithCancel(context.Background())
	c.up = newLane("up", c.pushAll, func() time.Duration { return pollRung }, c.failed)
	c.down = newLane("down", c.pullAll, c.pause, c.failed)
	c.bell = newLane("bell", c.listen, func() time.Duration { return 0 }, c.failed)
	c.allowed()
	c.files = newLane("files", c.carryFiles, func() time.Duration { return pollFiles }, c.failed)
	return c
}

func (c *client) start() {
	for _, l := range c.lanes() {
		c.done.Go(func() { l.run(c.ctx) })
	}
	c.done.Go(func() { c.feel(c.ctx) })
}

func (c *client) lanes() []*lane { return []*lane{c.up, c.down, c.bell, c.files} }

func (c *client) close() {
	c.stop()
	c.done.Wait()
	c.parent.close()
}

// pause is when to pull again unasked.
func (c *client) pause() time.Duration {
	c.lock.Lock()
	defer c.lock.Unlock()
	if c.rung {
		return pollRung
	}
	return pollAlone
}

// failed takes note of an attempt that came to nothing.
func (c *client) failed(err error) {
	var a away
	c.lock.Lock()
	defer c.lock.Unlock()
	if errors.As(err, &a) {
		if c.reached {
			slog.Info("the parent is not reached", "parent", c.link.Parent, "err", a.cause)
		}
		c.reached, c.trouble = false, trouble(c.link.Parent, a.cause, c.box.Store.Now().Time).Sentence
		box.Poke(c.probe)
		return
	}
	if worded := station.Worded(err); worded.Class != station.FaultInternal {
		c.trouble = worded.Sentence
	}
	slog.Warn("sync attempt failed", "parent", c.link.Parent, "code", station.Worded(err).Code, "err", err)
}

// heard notes an answer.
func (c *client) heard() {
	c.lock.Lock()
	defer c.lock.Unlock()
	c.contact, c.reached, c.trouble = time.Now(), true, ""
}

// open is the session with the parent, opened by a hello when there is none.
func (c *client) open(ctx context.Context) (string, error) {
	c.shaking.Lock()
	defer c.shaking.Unlock()
	c.lock.Lock()
	session := c.session
	c.lock.Unlock()
	if session != "" {
		return session, nil
	}
	w, err := c.greet(ctx)
	switch station.Worded(err).Code {
	case core.CodeSetBack: // this box's own log lost its end
		if err = c.box.Store.Reincarnate(ctx); err == nil {
			w, err = c.greet(ctx)
		}
	case core.CodeEpoch: // the parent's did
		w, err = c.greet(ctx)
	}
	if err != nil {
		return "", c.bar(err)
	}
	c.heard()
	c.up.knock()   // the parent may lack now what it once had
	c.down.knock() // and may say what became of what it has
	c.lock.Lock()
	defer c.lock.Unlock()
	if c.epoch != w.Epoch {
		c.files.knock() // likewise files
	}
	c.epoch = w.Epoch
	if c.session, c.barred = w.Session, ""; w.RetryAfter > 0 {
		return "", later(w.RetryAfter) // then with the session
	}
	return c.session, nil
}

// greet says hello once.
func (c *client) greet(ctx context.Context) (w wire.Welcome, err error) {
	challenge, err := c.challenge(ctx)
	if err != nil {
		return w, err
	}
	var hello wire.Hello
	err = c.box.Read(ctx, func(l station.Ledger) (err error) {
		hello, err = core.Greeting(l, c.box.Me(), challenge, c.box.Moment())
		return err
	})
	if err != nil {
		return w, err
	}
	sent := time.Now()
	if w, err = ask[wire.Hello, wire.Welcome](ctx, c.parent, "/hello", "", "", hello); err != nil {
		return w, err
	}
	c.side.clock.learn(sent, time.Now(), w)
	if err := c.box.Commit(ctx, func(l station.Ledger) error { return core.Greeted(l, c.box.Me(), w, c.box.Moment()) }); err != nil {
		return w, err
	}
	if w.Scope == "" || w.Scope == c.box.Store.Scope() {
		return w, nil
	}
	return w, c.box.Store.SetScope(ctx, w.Scope) // the node was moved in the tree
}

// bar looks whether an error means that the parent turned this device away for good.
func (c *client) bar(err error) error {
	var state State
	switch station.Worded(err).Code {
	case core.CodeRevoked, core.CodeUnknownDevice, core.CodeSignature:
		state = Revoked
	case core.CodeFork:
		state = Forked
	default:
		return err
	}
	c.lock.Lock()
	c.barred = state
	c.lock.Unlock()
	worded := *station.Worded(err)
	worded.After = barredPause
	return &worded
}

// within runs one question inside the session, once more after a new hello when the parent no longer knows it.
func (c *client) within(ctx context.Context, ask func(session string) error) error {
	for again := false; ; again = true {
		session, err := c.open(ctx)
		if err != nil {
			return err
		}
		err = ask(session)
		switch code := station.Worded(err).Code; {
		case err == nil:
			c.heard()
			return nil
		case code == wire.ErrSession.Code || code == core.CodeEpoch || code == core.CodeSetBack:
			c.drop(session)
			if again {
				return err
			}
		default:
			return c.bar(err)
		}
	}
}

// drop forgets a session, unless another took its place.
func (c *client) drop(session string) {
	c.lock.Lock()
	defer c.lock.Unlock()
	if c.session == session {
		c.session = ""
	}
}
