package sync

import (
	"context"
	"time"

	"lianzhan/station/slate"
)

const (
	dutyKeys = "sync/duty/"
	dutyTerm = time.Minute
)

// duty reports whether this process is the one that does a thing for all of them, for a minute from now.
func (b *Box) duty(ctx context.Context, name string) (mine bool, err error) {
	if b.Slate == nil {
		return true, nil
	}
	return slate.Take(ctx, b.Slate, dutyKeys+name, b.process, dutyTerm)
}

// resign leaves a duty to whoever wants it next.
func (b *Box) resign(name string) {
	if b.Slate != nil {
		slate.Give(b.Slate, dutyKeys+name, b.process)
	}
}
