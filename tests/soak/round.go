package main

import (
	"context"
	"errors"
	"time"
)

const (
	longestStart = 20  // milliseconds a starting station is left alive
	longestWork  = 120 // milliseconds a working station is left alive
	startFaults  = 5   // in one round of so many the station goes down while it starts, too
)

// round starts the station, looks for what was acknowledged before, lets the writers work and takes it down.
func (s *soak) round(ctx context.Context) (started time.Duration, err error) {
	if s.moments.IntN(startFaults) == 0 {
		if err := s.faultAtStart(); err != nil {
			return 0, err
		}
	}
	if err := s.powerOn(); err != nil {
		return 0, err
	}
	began := time.Now()
	if err := s.station.up(ctx); err != nil {
		return 0, err
	}
	started = time.Since(began)
	if err := inRecords(ctx, s.station, s.book); err != nil {
		return started, errors.Join(err, s.down())
	}
	stop := startWriters(ctx, s.station, s.book)
	time.Sleep(time.Duration(1+s.moments.IntN(longestWork)) * time.Millisecond)
	err = s.down()
	return started, errors.Join(err, s.forgive(stop()), s.powerOff())
}

// forgive takes the refusals of a station whose disk is gone: to refuse is what it must do then, whatever its words.
func (s *soak) forgive(refused error) error {
	if no := refusal(""); s.disk != nil && errors.As(refused, &no) {
		return nil
	}
	return refused
}

func (s *soak) faultAtStart() error {
	if err := s.powerOn(); err != nil {
		return err
	}
	if err := s.station.launch(); err != nil {
		return err
	}
	time.Sleep(time.Duration(s.moments.IntN(longestStart)) * time.Millisecond)
	return errors.Join(s.down(), s.powerOff())
}

// blackout is how long a station lives on without its disk, in which it could acknowledge what it must not.
const blackout = 5 * time.Millisecond

// down is the fault.
func (s *soak) down() (err error) {
	if s.disk != nil {
		err = s.disk.cut()
		time.Sleep(blackout)
	}
	s.station.kill()
	return err
}

func (s *soak) powerOn() error {
	if s.disk == nil {
		return nil
	}
	return s.disk.on()
}

func (s *soak) powerOff() error {
	if s.disk == nil || !s.disk.mounted {
		return nil
	}
	return s.disk.off()
}
