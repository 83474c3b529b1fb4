package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os/exec"
	"path/filepath"
	"time"

	"lianzhan/tests/road"
)

// branch is a county and one station of it, both the built programs, with a line between them.
type branch struct {
	b                       *bench
	county, station         *server
	countyData, stationData string
	line                    *road.Road
}

// countyProgram lies beside the station's.
func (b *bench) countyProgram() string {
	return filepath.Join(filepath.Dir(b.program), "lianzhan-county")
}

// box starts a program on its data at an address and waits until it is ready.
func (b *bench) box(ctx context.Context, program, data, address string) (*server, error) {
	s := &server{address: address}
	s.cmd = exec.CommandContext(ctx, program, "serve", "--data", data, "--listen", address)
	s.cmd.Stdout, s.cmd.Stderr = &s.log, &s.log
	s.control = &http.Client{Transport: &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, "unix", filepath.Join(data, "control.sock"))
	}}}
	if err := s.cmd.Start(); err != nil {
		return nil, err
	}
	for {
		if status, err := s.status(ctx, "/readyz"); err == nil && status == http.StatusOK {
			return s, nil
		}
		select {
		case <-ctx.Done():
			return nil, errors.Join(ctx.Err(), s.stop())
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// order asks something through the command line's door; answer may be nil.
func order[A any](ctx context.Context, s *server, method, path string, question []byte) (answer A, err error) {
	req, err := http.NewRequestWithContext(ctx, method, "http://box"+path, bytes.NewReader(question))
	if err != nil {
		return answer, err
	}
	res, err := s.control.Do(req)
	if err != nil {
		return answer, err
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s", path, raw)
	}
	if err != nil {
		return answer, err
	}
	return answer, json.Unmarshal(raw, &answer)
}

// topic reads the topic of a group, "" when the group is not there.
func (s *server) topic(ctx context.Context, group string) string {
	fields, err := order[struct{ Topic string }](ctx, s, http.MethodGet, "/show?kind=group&who="+url.QueryEscape(group), nil)
	if err != nil {
		return ""
	}
	return fields.Topic
}

// shows waits until a group has a topic: the change is on the disk and can be read.
func (s *server) shows(ctx context.Context, group, topic string, pause time.Duration) error {
	for s.topic(ctx, group) != topic {
		select {
		case <-ctx.Done():
			return fmt.Errorf("%s never said %q: %w\n%.2000s", group, topic, ctx.Err(), s.log.String())
		case <-time.After(pause):
		}
	}
	return nil
}

// branch starts a county and a station, enrols the station over a line, and waits until nothing moves.
func (b *bench) branch(ctx context.Context, delay time.Duration) (r *branch, err error) {
	r = &branch{b: b}
	defer func() {
		if err != nil {
			err = errors.Join(err, r.stop())
		}
	}()
	if r.countyData, err = b.folder("county"); err != nil {
		return r, err
	}
	if r.stationData, err = b.folder("village"); err != nil {
		return r, err
	}
	if err = r.startCounty(ctx, ""); err != nil {
		return r, err
	}
	if r.line, err = road.Lay(r.county.address, delay); err != nil {
		return r, err
	}
	if err = r.startStation(ctx); err != nil {
		return r, err
	}
	issued, err := order[struct{ Code string }](ctx, r.county, http.MethodPost, "/county/enrol", []byte(`{"name":"莲池村联络站","scope_step":"v","kind":"area"}`))
	if err != nil {
		return r, err
	}
	joining := fmt.Appendf(nil, `{"code":%q,"parent":%q}`, issued.Code, r.line.URL())
	if _, err = order[struct{}](ctx, r.station, http.MethodPost, "/sync/enrol", joining); err != nil {
		return r, err
	}
	return r, r.settle(ctx)
}

// startCounty starts the county at an address, or at a free one.
func (r *branch) startCounty(ctx context.Context, address string) (err error) {
	if address == "" {
		if address, err = freeAddress(); err != nil {
			return err
		}
	}
	r.county, err = r.b.box(ctx, r.b.countyProgram(), r.countyData, address)
	return err
}

func (r *branch) startStation(ctx context.Context) error {
	address, err := freeAddress()
	if err == nil {
		r.station, err = r.b.box(ctx, r.b.program, r.stationData, address)
	}
	return err
}

// settle waits until the station has sent what it had and nothing crosses the line any more.
func (r *branch) settle(ctx context.Context) error {
	for quiet := 0; quiet < 3; {
		before := r.line.Carried()
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(400*time.Millisecond + 2*r.line.Delay):
		}
		s, err := order[struct {
			State   string
			Pending int
		}](ctx, r.station, http.MethodGet, "/sync/status", nil)
		if err != nil {
			return err
		}
		quiet++
		if s.State != "online" || s.Pending > 0 || r.line.Carried() != before {
			quiet = 0
		}
	}
	return nil
}

// stopBoxes stops both programs; the road stays.
func (r *branch) stopBoxes() (err error) {
	for _, s := range []**server{&r.station, &r.county} {
		if *s != nil {
			err = errors.Join(err, (*s).stop())
			*s = nil
		}
	}
	return err
}

func (r *branch) stop() error {
	err := r.stopBoxes()
	if r.line != nil {
		err = errors.Join(err, r.line.Close())
		r.line = nil
	}
	return err
}
