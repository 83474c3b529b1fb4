package box

import (
	"context"
	"time"

	"lianzhan/station/slate"
)

const (
	dutyKeys = "sync/duty/"
	dutyTerm = time.Minute
)

// Duty reports whether this process is the one that does a thing for all of them, for a minute from now.
func (b *Box) Duty(ctx context.Context, name string) (mine bool, err error) {
	if b.Slate == nil {
		return true, nil
	}
	return slate.Take(ctx, b.Slate, dutyKeys+name, b.Process, dutyTerm)
}

// Resign leaves a duty to whoever wants it next.
func (b *Box) Resign(name string) {
	if b.Slate != nil {
		slate.Give(b.Slate, dutyKeys+name, b.Process)
	}
}
