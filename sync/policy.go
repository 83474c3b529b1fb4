package sync

import (
	"context"
	"encoding/json"
	"log/slog"
	"time"

	"lianzhan/station"
	"lianzhan/sync/wire"
)

// Notes of how hard a box may knock: what was set here for those below, and what the parent said last.
const (
	policyNote = "rim/policy"
	aboveNote  = "rim/policy-above"
)

var (
	errHours  = station.Invalid("files_hours_invalid", "时间要写成 22:00 这样，起止都要写。")
	errHourly = station.Invalid("files_rate_invalid", "每小时的流量不能小于 0。")
)

// Policy is how hard boxes below may knock; a blank one sets no bounds.
func (r *Room) Policy() (p wire.Policy, err error) {
	err = r.o.Store.Inspect(func(l station.Ledger) (err error) {
		p, err = readPolicy(l, policyNote)
		return err
	})
	return p, err
}

// SetPolicy tells boxes below how hard they may knock, from their next ring on. Errors: files_hours_invalid, files_rate_invalid.
func (r *Room) SetPolicy(ctx context.Context, p wire.Policy) error {
	_, from := minuteOf(p.FilesFrom)
	_, to := minuteOf(p.FilesTo)
	switch {
	case p.FilesFrom+p.FilesTo != "" && !(from && to):
		return errHours
	case p.FileBytesPerHour < 0:
		return errHourly
	}
	if err := keepPolicy(ctx, r.o.Store, policyNote, p); err != nil {
		return err
	}
	r.bells.heard()
	return nil
}

func readPolicy(l station.Ledger, key string) (p wire.Policy, err error) {
	raw, err := l.Note(key)
	if err != nil || raw == nil {
		return p, err
	}
	return p, json.Unmarshal(raw, &p)
}

func keepPolicy(ctx context.Context, s Store, key string, p wire.Policy) error {
	raw, err := json.Marshal(p)
	if err != nil {
		return err
	}
	return s.Exchange(ctx, func(l station.Ledger) error { return l.PutNote(key, raw) })
}

// allow takes over what the parent allows. It is kept: a box that starts by day must not begin with what was to wait for the night.
func (c *client) allow(p wire.Policy, now time.Time) {
	if !c.budget.follow(p, now) {
		return
	}
	if err := keepPolicy(c.ctx, c.room.o.Store, aboveNote, p); err != nil && c.ctx.Err() == nil {
		slog.Warn("what the parent allows is not written down", "err", err)
	}
}

// allowed is what the parent allowed when it was last heard.
func (c *client) allowed() {
	err := c.room.o.Store.Inspect(func(l station.Ledger) error {
		p, err := readPolicy(l, aboveNote)
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
