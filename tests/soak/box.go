package main

import (
	"context"
	"errors"
	"path/filepath"
	"syscall"
	"time"

	"lianzhan/tests/road"
)

// box is one program of the tree, with the road to the box above it and the people who write there.
type box struct {
	*station
	name   string
	road   *road.Road // nil at the county
	office *office    // nil but at the county
	hands  []hand

	idle func() error // while they work: lets them stop and waits for them
}

func newBox(data, program string) (*box, error) {
	s, err := newStation(program, data)
	return &box{station: s, name: filepath.Base(data)}, err
}

// rise starts the program and signs the office in.
func (b *box) rise(ctx context.Context) error {
	if err := b.up(ctx); err != nil {
		return err
	}
	if b.office == nil || b.office.password == "" {
		return nil
	}
	return b.office.signIn(ctx, b.station)
}

// work lets everybody at the box write until fall or rest.
func (b *box) work(ctx context.Context, book *ledger) {
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan error, len(b.hands))
	for _, h := range b.hands {
		go func() { done <- h.work(ctx, book) }()
	}
	b.idle = func() (err error) {
		cancel()
		for range b.hands {
			err = errors.Join(err, <-done)
		}
		b.idle = nil
		return err
	}
}

// rest waits for those who write.
func (b *box) rest() error {
	if b.idle == nil {
		return nil
	}
	return b.idle()
}

// fall is a power cut in the middle of the work.
func (b *box) fall() error {
	b.kill()
	return b.rest()
}

// end stops the program as systemd does.
func (b *box) end() error {
	if b.cmd == nil || b.cmd.ProcessState != nil {
		return nil
	}
	return errors.Join(b.cmd.Process.Signal(syscall.SIGTERM), b.cmd.Wait())
}

func (b *box) close() (err error) {
	if b.cmd != nil && b.cmd.ProcessState == nil {
		err = b.fall()
	}
	if b.road != nil {
		err = errors.Join(err, b.road.Close())
	}
	return err
}

// wait asks until something is so.
func wait(ctx context.Context, most time.Duration, what string, is func() bool) error {
	ctx, cancel := context.WithTimeout(ctx, most)
	defer cancel()
	for !is() {
		select {
		case <-ctx.Done():
			return errors.Join(errors.New("in vain: "+what), ctx.Err())
		case <-time.After(50 * time.Millisecond):
		}
	}
	return nil
}
