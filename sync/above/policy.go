package above

import (
	"log/slog"
	"time"

	"lianzhan/station"
	"lianzhan/sync/box"
	"lianzhan/sync/wire"
)

// aboveNote keeps what the parent allowed last.
const aboveNote = "rim/policy-above"

// allow takes over what the parent allows. It is kept: a box that starts by day must not begin with what was to wait for the night.
func (c *client) allow(p wire.Policy, now time.Time) {
	if !c.budget.follow(p, now) {
		return
	}
	if err := box.KeepPolicy(c.ctx, c.box.Store, aboveNote, p); err != nil && c.ctx.Err() == nil {
		slog.Warn("what the parent allows is not written down", "err", err)
	}
}

// allowed is what the parent allowed when it was last heard.
func (c *client) allowed() {
	err := c.box.Store.Inspect(func(l station.Ledger) error {
		p, err := box.ReadPolicy(l, aboveNote)
		c.budget.follow(p, time.Now())
		return err
	})
	if err != nil {
		slog.Warn("what the parent allows is not known", "err", err)
	}
}

// FilesLane is how files may go up and come down.
type FilesLane struct {
	PerHour int64  `json:"per_hour,omitempty"` // bytes; 0 is no bound
	Left    int64  `json:"left,omitempty"`     // bytes of this hour
	From    string `json:"from,omitempty"`     // "22:00", when whole files go
	To      string `json:"to,omitempty"`
	OpensS  int64  `json:"opens_s,omitempty"` // seconds until they go; 0: now
}

// stand is how a budget stands at a moment; nil where nothing is bounded.
func (b *budget) stand(now time.Time) *FilesLane {
	b.lock.Lock()
	defer b.lock.Unlock()
	if b.policy.FileBytesPerHour <= 0 && b.policy.FilesFrom == b.policy.FilesTo {
		return nil
	}
	b.refill(now)
	return &FilesLane{PerHour: b.policy.FileBytesPerHour, Left: int64(b.left), From: b.policy.FilesFrom, To: b.policy.FilesTo,
		OpensS: int64(b.closed(now).Seconds())}
}

// FilesLane is how files may cross to the parent, nil without bounds.
func (s *Side) FilesLane() *FilesLane {
	c := s.present()
	if c == nil {
		return nil
	}
	return c.budget.stand(time.Now())
}
