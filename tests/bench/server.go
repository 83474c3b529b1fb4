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
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"
)

// server is a station under measurement: the built binary on its own data and port.
type server struct {
	address string // "127.0.0.1:40123"
	cmd     *exec.Cmd
	log     bytes.Buffer
	control *http.Client // to the command line's door
}

// serve starts a station and waits until it is ready.
func (b *bench) serve(ctx context.Context, data string, flags ...string) (*server, error) {
	s, err := b.launch(ctx, data, flags...)
	if err != nil {
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

// launch starts a station and does not wait.
func (b *bench) launch(ctx context.Context, data string, flags ...string) (*server, error) {
	address, err := freeAddress()
	if err != nil {
		return nil, err
	}
	s := &server{address: address}
	s.cmd = exec.CommandContext(ctx, b.program, append([]string{"serve", "--data", data, "--listen", address}, flags...)...)
	s.cmd.Stdout, s.cmd.Stderr = &s.log, &s.log
	s.control = &http.Client{Transport: &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, "unix", filepath.Join(data, "control.sock"))
	}}}
	return s, s.cmd.Start()
}

func freeAddress() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}

// stop ends the station the way systemd does.
func (s *server) stop() error {
	s.control.CloseIdleConnections()
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	if err := s.cmd.Wait(); err != nil {
		return fmt.Errorf("the station did not stop well: %w\n%s", err, s.log.String())
	}
	return nil
}

func (s *server) url(path string) string { return "http://" + s.address + path }

func (s *server) status(ctx context.Context, path string) (int, error) {
	status, _, err := fetch(ctx, s.url(path))
	return status, err
}

// get reads an answer that must be good.
func (s *server) get(ctx context.Context, path string) ([]byte, error) {
	status, body, err := fetch(ctx, s.url(path))
	if err == nil && status != http.StatusOK {
		err = fmt.Errorf("%s: status %d: %.200s", path, status, body)
	}
	return body, err
}

// deputyCode is the short code of some deputy, as a QR code carries it.
func (s *server) deputyCode(ctx context.Context) (string, error) {
	body, err := s.get(ctx, "/api/v1/deputies?limit=1")
	if err != nil {
		return "", err
	}
	var list struct{ Items []struct{ Code string } }
	if err := json.Unmarshal(body, &list); err != nil {
		return "", err
	}
	if len(list.Items) == 0 {
		return "", errors.New("the station has no deputies")
	}
	return list.Items[0].Code, nil
}

func fetch(ctx context.Context, url string) (int, []byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return 0, nil, err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, nil, err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	return res.StatusCode, body, err
}

// assignment is one field of a record set by hand, as the command line's door reads it.
type assignment struct {
	Field string `json:"field"`
	Value string `json:"value"`
}

// set edits a record through the command line's door, as the set verb does, and returns once it is on disk.
func (s *server) set(ctx context.Context, kind, who string, assignments ...assignment) error {
	order, err := json.Marshal(map[string]any{"kind": kind, "who": who, "assignments": assignments})
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://station/set", bytes.NewReader(order))
	if err != nil {
		return err
	}
	res, err := s.control.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode != http.StatusOK {
		err = fmt.Errorf("set %s %s: %s", kind, who, answer)
	}
	return err
}
