package below

import (
	"context"

	"lianzhan/station"
	"lianzhan/sync/box"
	"lianzhan/sync/wire"
)

// policyNote keeps how hard boxes below may knock.
const policyNote = "rim/policy"

var (
	errHours  = station.Invalid("files_hours_invalid", "时间要写成 22:00 这样，起止都要写。")
	errHourly = station.Invalid("files_rate_invalid", "每小时的流量不能小于 0。")
)

// Policy is how hard boxes below may knock; a blank one sets no bounds.
func (s *Side) Policy() (p wire.Policy, err error) {
	err = s.box.Store.Inspect(func(l station.Ledger) (err error) {
		p, err = box.ReadPolicy(l, policyNote)
		return err
	})
	return p, err
}

// SetPolicy tells boxes below how hard they may knock, from their next ring on. Errors: files_hours_invalid, files_rate_invalid.
func (s *Side) SetPolicy(ctx context.Context, p wire.Policy) error {
	_, from := box.MinuteOf(p.FilesFrom)
	_, to := box.MinuteOf(p.FilesTo)
	switch {
	case p.FilesFrom+p.FilesTo != "" && !(from && to):
		return errHours
	case p.FileBytesPerHour < 0:
		return errHourly
	}
	if err := box.KeepPolicy(ctx, s.box.Store, policyNote, p); err != nil {
		return err
	}
	s.bells.heard()
	return nil
}
