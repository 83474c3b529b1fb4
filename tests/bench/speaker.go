package main

import (
	"context"
	"errors"
	"fmt"
)

// speaker is one side of the fan-out: it numbers what it publishes without gaps.
type speaker interface {
	host() string
	pid() int
	publish(context.Context) error
	stop() error
}

// hall is the station as a speaker: every publish is a real edit, on disk before it returns.
type hall struct {
	*server
	edits int
}

func (h *hall) host() string { return h.address }
func (h *hall) pid() int     { return h.cmd.Process.Pid }

func (h *hall) publish(ctx context.Context) error {
	h.edits++
	return h.set(ctx, "article", "公告", assignment{"body", "本周六上午九时，代表在一楼接待室接待选民。" + edition(h.edits)})
}

// edition is how the n-th edit can be told on the glass.
func edition(n int) string { return fmt.Sprintf("第%06d版", n) }

// openHall starts a station whose wall shows one notice.
func (b *bench) openHall(ctx context.Context) (*hall, error) {
	data, err := b.folder("hall")
	if err != nil {
		return nil, err
	}
	s, err := b.serve(ctx, data)
	if err != nil {
		return nil, err
	}
	h := &hall{server: s}
	err = errors.Join(
		s.set(ctx, "station", "中心联络站"),
		s.set(ctx, "screen", "hall", assignment{"kind", "wall"}, assignment{"width", "1920"}, assignment{"height", "1080"}, assignment{"pages", "notice"}),
		s.set(ctx, "article", "公告", assignment{"kind", "notice"}, assignment{"public", "是"}))
	return h, errors.Join(err, h.publish(ctx))
}
