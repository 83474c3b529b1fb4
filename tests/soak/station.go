package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os/exec"
	"path/filepath"
	"time"

	centre "lianzhan/station"
)

// startLimit is how long a start may take before it counts as one that needs a person.
const startLimit = 20 * time.Second

// station is the process that is killed.
type station struct {
	program, data, address string
	cmd                    *exec.Cmd
	log                    bytes.Buffer
	door                   *http.Client // the command line's
	counter                *http.Client // the voters'
	key                    centre.Key   // of the box, once it has one
}

func newStation(program, data string) (*station, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	s := &station{program: program, data: data, address: listener.Addr().String()}
	// No connection is kept: after a kill it would lead to a station that is gone.
	s.door = &http.Client{Timeout: startLimit, Transport: &http.Transport{DisableKeepAlives: true,
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			var d net.Dialer
			return d.DialContext(ctx, "unix", filepath.Join(data, "control.sock"))
		}}}
	s.counter = &http.Client{Timeout: startLimit, Transport: &http.Transport{DisableKeepAlives: true}}
	return s, listener.Close()
}

func (s *station) launch() error {
	s.log.Reset()
	s.cmd = exec.Command(s.program, "serve", "--data", s.data, "--listen", s.address)
	s.cmd.Stdout, s.cmd.Stderr = &s.log, &s.log
	return s.cmd.Start()
}

// up starts the station and waits until it is ready. It is started once: a second try would be a person's help.
func (s *station) up(ctx context.Context) error {
	if err := s.launch(); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, startLimit)
	defer cancel()
	for {
		if s.ready(ctx) {
			return nil
		}
		select {
		case <-ctx.Done():
			s.kill()
			return fmt.Errorf("the station does not come back: %w\n%s", ctx.Err(), s.log.String())
		case <-time.After(2 * time.Millisecond):
		}
	}
}

func (s *station) ready(ctx context.Context) bool {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+s.address+"/readyz", nil)
	if err != nil {
		return false
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return false
	}
	res.Body.Close()
	return res.StatusCode == http.StatusOK
}

// kill ends the station as a crash would; its exit status is the signal and says nothing.
func (s *station) kill() {
	_ = s.cmd.Process.Kill()
	_ = s.cmd.Wait()
}

// refusal is an answer of a station that lives and says no.
type refusal string

func (r refusal) Error() string { return "refused " + string(r) }

// ask goes through the command line's door and reads the JSON that comes back. No error means acknowledged.
func (s *station) ask(ctx context.Context, method, path string, order, answer any) error {
	body, err := json.Marshal(order)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, method, "http://station"+path, bytes.NewReader(body))
	if err != nil {
		return err
	}
	res, err := s.door.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		return err
	}
	if res.StatusCode != http.StatusOK {
		return refusal(path + ": " + string(raw))
	}
	return json.Unmarshal(raw, answer)
}
