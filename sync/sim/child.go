package sim

import (
	"errors"
	"fmt"
	"strings"

	"lianzhan/station"
	"lianzhan/sync/core"
)

// look runs what mostly only reads: on a view first, in a transaction when the view refuses to write.
func (b *box) look(fn func(station.Ledger) error) error {
	err := b.mem.Inspect(fn)
	if err != nil && station.Worded(err).Code == errSealed.Code {
		return b.exchange(fn)
	}
	return err
}

func (b *box) pull() {
	p := packet{Kind: askPull}
	err := b.look(func(l station.Ledger) error {
		pull, err := core.NextPull(l, b.me())
		p.Pull = &pull
		return err
	})
	if err != nil {
		b.broke(down, err)
		return
	}
	b.ask(p, func(answer packet, ok bool) {
		if !b.answered(down, answer, ok) {
			return
		}
		if len(answer.Feed.Items)+len(answer.Feed.Orders) > 0 {
			b.w.say("%s pulls %s, %s, %d of %d", b, list(answer.Feed.Items), text(answer.Feed.Orders), answer.Feed.Next, answer.Feed.Head)
		}
		reported := b.w.model.reported(b, answer.Feed.Orders)
		err := b.exchange(func(l station.Ledger) error { return core.Pulled(l, b.me(), *p.Pull, *answer.Feed, b.moment()) })
		if err != nil {
			b.broke(down, err)
			return
		}
		b.w.model.obeyed(b, answer.Feed.Orders, reported)
		if len(answer.Feed.Items)+len(answer.Feed.Orders) > 0 {
			b.want(up)
		}
		if answer.Feed.Next < answer.Feed.Head {
			b.move(down, core.Continued)
			return
		}
		b.move(down, core.Finished)
	})
}

// answered reports whether an answer can be used.
func (b *box) answered(lane int, answer packet, ok bool) bool {
	switch {
	case !ok:
	case answer.Problem != "":
		b.refused(station.Conflict(answer.Problem, ""))
	case lane == up && answer.Pushed != nil, lane == down && answer.Feed != nil:
		return true
	}
	b.move(lane, core.Failed)
	return false
}

// broke ends an attempt that failed in this box.
func (b *box) broke(lane int, err error) {
	if errors.Is(err, errDied) {
		return
	}
	b.w.say("%s: %v", b, err)
	if station.Worded(err).Code != errFull.Code {
		b.refused(err)
	}
	b.move(lane, core.Failed)
}

// list names changes for the trace.
func list(items []station.Entry) string {
	var s strings.Builder
	fmt.Fprintf(&s, "%d:", len(items))
	for _, e := range items {
		fmt.Fprintf(&s, " %d@%s", e.Ctr, e.Chain())
	}
	return s.String()
}
