package above

import (
	"context"
	"fmt"
	"time"

	"lianzhan/station"
	"lianzhan/sync/box"
	"lianzhan/sync/core"
	"lianzhan/sync/wire"
)

// sent is a push on its way.
type sent struct {
	parcel core.Parcel
	took   time.Duration // until the answer
	reply  wire.PushReply
	err    error
	done   chan struct{}
}

// pushAll sends what the parent has not acknowledged, several pushes at once, until nothing is left. What is written
// meanwhile goes out at once, behind what is under way.
func (c *client) pushAll(ctx context.Context) error {
	return c.within(ctx, func(session string) error { return c.pushIn(ctx, session) })
}

func (c *client) pushIn(ctx context.Context, session string) error {
	ctx, cancel := context.WithCancel(ctx)
	var underWay []*sent
	defer func() {
		cancel()
		for _, s := range underWay {
			<-s.done
		}
	}()
	after := uint64(0)
	for {
		for most, ways := c.stride.now(); len(underWay) < ways; {
			p, ok, err := c.nextParcel(ctx, after, most)
			if err != nil {
				return err
			}
			if !ok {
				break
			}
			if err := c.parent.pace.Wait(ctx); err != nil { // here, where pushes are still in order
				return err
			}
			behind := p.From
			if len(underWay) == 0 {
				behind = 0 // nothing is under way that it would have to follow
			}
			underWay, after = append(underWay, c.dispatch(ctx, session, p, behind)), p.To
		}
		if len(underWay) == 0 {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-c.up.wanted:
			continue
		case <-underWay[0].done:
		}
		first := underWay[0]
		underWay = underWay[1:]
		again, err := c.settled(ctx, first)
		if err != nil {
			return err
		}
		if again { // the parent misses something: what follows on the way is of no use
			for _, s := range underWay {
				<-s.done
			}
			underWay, after = nil, 0
		}
		if len(underWay) == 0 {
			after = 0
		}
	}
}

func (c *client) nextParcel(ctx context.Context, after uint64, most int) (p core.Parcel, ok bool, err error) {
	err = c.box.Read(ctx, func(l station.Ledger) (err error) {
		p, ok, err = core.NextPush(l, c.box.Me(), after, most, c.box.Moment())
		return err
	})
	if p.Push.Status != nil {
		c.side.complete(p.Push.Status)
	}
	return p, ok, err
}

// dispatch sends a parcel without waiting for the answer; it is to be taken behind the one that ended at a number.
func (c *client) dispatch(ctx context.Context, session string, p core.Parcel, behind uint64) *sent {
	s := &sent{parcel: p, done: make(chan struct{})}
	span := fmt.Sprintf("%d-%d", behind, p.To)
	go func() {
		defer close(s.done)
		if len(p.Push.Items) >= box.BulkItems {
			defer box.Haul()()
		}
		began := time.Now()
		if behind == 0 {
			if reply, ok := c.whisper.push(ctx, p); ok {
				s.reply, s.took = reply, time.Since(began)
				return
			}
		}
		s.reply, s.err = ask[wire.Push, wire.PushReply](ctx, c.parent, "/push", session, span, p.Push)
		s.took = time.Since(began)
	}()
	return s
}

// settled takes the answer to the oldest parcel; again says that pushing has to begin anew.
func (c *client) settled(ctx context.Context, s *sent) (again bool, err error) {
	if s.err != nil {
		c.stride.failed(s.err)
		return false, s.err
	}
	c.stride.answered(s.took)
	if err := c.box.Commit(ctx, func(l station.Ledger) error {
		return core.Pushed(l, c.box.Me(), s.parcel, s.reply, c.box.Moment())
	}); err != nil {
		return false, err
	}
	c.heard()
	if len(s.parcel.Push.Items) > 0 {
		c.files.knock() // the parent knows the records now that name them
	}
	if s.reply.RetryAfter > 0 {
		return false, later(s.reply.RetryAfter)
	}
	return len(s.reply.Need) > 0, nil
}
