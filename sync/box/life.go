package box

import (
	"context"

	"lianzhan/station"
	"lianzhan/sync/core"
)

// BeginAnew counts against a child the new life of this box's log it brought about: one child cannot go on doing so.
func (b *Box) BeginAnew(ctx context.Context, device string) error {
	err := b.Commit(ctx, func(l station.Ledger) error { return core.SetBack(l, device, b.Moment()) })
	if err != nil {
		return err
	}
	return b.Store.Reincarnate(ctx)
}

// IsForked reports whether the parent holds another chain under this box's name, the present one or one of a former life:
// its disk was cloned.
func IsForked(l station.Ledger) (forked bool, err error) {
	err = l.Notes(forkedNote+station.DeviceOf(l.Origin())+"/", func(string, []byte) bool {
		forked = true
		return false
	})
	return forked, err
}

const forkedNote = "forked/" // the core's, by chain
