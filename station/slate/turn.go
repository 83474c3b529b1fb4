package slate

import (
	"context"
	"crypto/rand"
	"time"

	"lianzhan/station"
)

const (
	holdLife  = 30 * time.Second // after which somebody who died is not waited for
	holdAgain = 20 * time.Millisecond
	holdLimit = 10 * time.Second
)

// Hold lets one at a time, of all processes, do what a key names; let go must be called. Busy when somebody is at it for ten
// seconds.
func Hold(ctx context.Context, s Slate, key string) (letGo func(), err error) {
	ctx, cancel := context.WithTimeout(ctx, holdLimit)
	defer cancel()
	me := rand.Text()
	for {
		mine, err := Take(ctx, s, key, me, holdLife)
		switch {
		case err != nil:
			return nil, err
		case mine:
			return func() { Give(s, key, me) }, nil
		}
		again, rested := context.WithTimeout(ctx, holdAgain)
		<-again.Done()
		rested()
		if ctx.Err() != nil {
			return nil, station.Busy("busy", "别人正在办同样的事，请稍后再试。").Because(ctx.Err())
		}
	}
}

// Take reports whether a duty of one process is this one's for the next term, and takes it where nobody has it.
func Take(ctx context.Context, s Slate, key, me string, term time.Duration) (mine bool, err error) {
	err = Update(ctx, s, key, func(holder *string, held bool) (time.Duration, error) {
		if mine = !held || *holder == me; !mine {
			return 0, ErrLeave
		}
		*holder = me
		return term, nil
	})
	return mine, err
}

// Give leaves a duty to whoever wants it next. A process that cannot say so is not waited for longer than its term.
func Give(s Slate, key, me string) {
	ctx, cancel := context.WithTimeout(context.Background(), holdLimit)
	defer cancel()
	_ = Update(ctx, s, key, func(holder *string, held bool) (time.Duration, error) {
		if !held || *holder != me {
			return 0, ErrLeave
		}
		return 0, nil
	})
}
